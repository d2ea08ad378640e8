import Interpreter
import TestSupport
import Testing

@Suite struct LanguageTests {
  static let examples = [
    Example("print 1; print 2 # a comment\n# another\nprint 3", "1\n2\n3\n"),
    Example("print 1 + \\\n  2", "3\n"),
    Example("print (1 +\n 2)", "3\n"),
    Example("#!/usr/bin/env nnsh\nprint 1", "1\n"),
  ]

  @Test("scripts print the expected output", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("the prompt accepts an unambiguous prefix of a command, a script does not")
  func abbreviations() throws {
    let session = TestSession()
    _ = try session.interpreter.run(SourceText(name: "<prompt>", "pri 7")) { _ in }
    session.interpreter.output.flush()
    #expect(session.printed == "7\n")
    #expect(try session.run("pri 7").contains("unknown command 'pri'"))
  }

  @Test(
    "input continues while a bracket or quote is open",
    arguments: [
      ("repeat 3 {", true), ("repeat 3 { print 1 }", false), ("print (1 +", true), ("print \"a", true),
      ("print 1 \\", true),
      ("print 1 +", false), ("print '}", true), ("let x = [1,", true), ("foo (", false),
    ])
  func incomplete(_ text: String, _ expected: Bool) {
    #expect(Parser(.nnsh, abbreviations: true).isIncomplete(text) == expected)
  }
}
