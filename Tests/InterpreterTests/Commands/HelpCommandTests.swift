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
