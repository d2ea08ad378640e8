import Expressions
import Interpreter
import NeuralNetwork
import TestSupport
import Testing

@Suite("help")
struct HelpCommandTests {
  static let synopses = CommandTable.nnsh.synopses

  @Test("help explains every command by its synopsis", arguments: synopses)
  func help(_ synopsis: Synopsis) throws {
    let page = try TestSession().run("help \(synopsis.name)")
    for form in synopsis.forms { #expect(page.contains(form)) }
    #expect(page.contains(synopsis.summary))
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 120 })
    #expect(try TestSession().run("help").contains(synopsis.summary))
  }

  @Test("the overview names every command once")
  func overview() {
    let names = HelpPage.overview(of: .nnsh).filter { $0.hasPrefix("  ") }.compactMap { $0.split(separator: " ").first }
    #expect(names.map(String.init).sorted() == Self.synopses.map(\.name))
  }

  @Test("the list of functions names every function once, and each can be called as it says, in doubles and decimals")
  func functions() throws {
    #expect(Functions.implemented == Set(BuiltInFunction.all.map(\.name)))
    let page = try TestSession().run("let mine(a, b) = a * b; help functions")
    #expect(page.split(separator: "\n").allSatisfy { $0.count <= 120 })
    let calls = page.split(separator: "\n").filter { $0.hasPrefix("  ") && $0.contains("(") }.compactMap {
      $0.dropFirst(2).split(separator: ")").first
    }
    let names = calls.compactMap { $0.split(separator: "(").first.map(String.init) }
    #expect(Set(Functions.names).subtracting(names) == ["logistic"])
    #expect(names.count == Set(names).count)
    for call in calls where !call.contains(".") {
      var typed = "\(call))"
      for (word, number) in [
        ("CONDITION", "1 > 0"), (", …", ", 3"), ("(x", "(0.5"), ("(a", "(0.5"), (" x", " 0.5"), (" y", " 2"),
        (" a", " 2"), (" b", " 4"),
      ] {
        typed = typed.replacing(word, with: number)
      }
      let session = TestSession()
      let value = try session.run("let mine(a, b) = a * b; digits 17; print \(typed)")
      #expect(Double(value.dropLast()) != nil, "\(typed): \(value)")
      let verdict = try session.run("check y = \(typed) = \(value)")
      #expect(!verdict.contains("error:"), "\(typed): \(verdict)")
    }
  }

  @Test("each word of the field is one paragraph and an example that runs", arguments: GlossaryEntry.all.map(\.words))
  func words(_ words: [String]) throws {
    for word in words {
      let lines = try TestSession().run("help \(word)").split(separator: "\n")
      #expect(lines.allSatisfy { $0.count <= 120 })
      guard let example = lines.last?.dropFirst("  nn> ".count) else { return #expect(Bool(false)) }
      let printed = try TestSession().run(String(example))
      #expect(!printed.isEmpty && !printed.contains("error:"), "\(example): \(printed)")
    }
  }

  @Test("the pages of the first hour fit and their commands run", arguments: GuidePage.allCases)
  func pages(_ page: GuidePage) throws {
    let lines = try TestSession().run("help \(page.rawValue)").split(separator: "\n")
    #expect(lines.count > 5 && lines.allSatisfy { $0.count <= 120 })
    let session = TestSession()
    for line in lines where line.hasPrefix("  nn> ") {
      let command = line.dropFirst("  nn> ".count).components(before: "   ")
      let printed = try session.run(command)
      #expect(!printed.contains("error:"), "\(command): \(printed)")
    }
  }

  static let quantities = [
    Example("net 2 1; set w1 0.5; help w1", "w1: w[i1,o1] = 0.5; explain w1 shows its gradient\n"),
    Example("net 2 1; help o1.delta", "o1.delta: error × deriv = −∂E/∂net\n"),
  ]

  @Test("a quantity is explained by name", arguments: quantities)
  func quantity(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("at a terminal no line is wider than it", arguments: [40, 80, 100])
  func layout(_ columns: Int) throws {
    let session = TestSession()
    session.interpreter.output.terminal = TerminalView(columns: { columns }, hasGraphics: true, isColored: false)
    for topic in ["", "train", "check", "start", "keys", "names", "functions", "gradient", "words"] {
      let lines = try session.run("help \(topic)").split(separator: "\n")
      #expect(lines.allSatisfy { $0.count < columns || !$0.drop { $0 == " " }.contains(" ") }, "\(topic): \(lines)")
    }
  }

  static let faults = [
    BadInput(
      "help forwrd",
      """
      test.nn:1:6: error: no help on 'forwrd'
        1 | help forwrd
          |      ^~~~~~
      help: help forward

      """),
    BadInput(
      "help man",
      """
      test.nn:1:6: error: no help on 'man'
        1 | help man
          |      ^~~

      """),
    BadInput(
      "help 42",
      """
      test.nn:1:6: error: no help on '42'
        1 | help 42
          |      ^~

      """),
  ]

  @Test("help on an unknown command suggests the nearest", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}

extension Substring {
  fileprivate func components(before separator: String) -> String {
    String(firstRange(of: separator).map { self[..<$0.lowerBound] } ?? self)
  }
}
