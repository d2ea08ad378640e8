import Interpreter
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
