import TestSupport
import Testing

@Suite("repeat")
struct RepeatCommandTests {
  static let examples = [
    Example("repeat 2 { repeat 2 { print 1 } }", "1\n1\n1\n1\n"),
    Example(
      "repeat 0 { print 1 }; print 2",
      "2\n"),
    Example(
      "let n = 2; repeat (n + 1) { print n }",
      """
      2
      2
      2

      """),
  ]

  @Test("the block runs the given number of times", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "repeat -1 { }",
      """
      test.nn:1:8: error: the number of times must be a whole number from 0, got -1
        1 | repeat -1 { }
          |        ^~

      """),
    BadInput(
      "repeat 2 { repeat 2 { repeat 2 { print q } } }",
      """
      test.nn:1:40: error: unknown name 'q'
        1 | repeat 2 { repeat 2 { repeat 2 { print q } } }
          |                                        ^
          = in repeat 1 (3 times)

      """),
    BadInput(
      "repeat 1.5 { }",
      """
      test.nn:1:8: error: the number of times must be a whole number from 0, got 1.5
        1 | repeat 1.5 { }
          |        ^~~

      """),
    BadInput(
      "repeat { }",
      """
      test.nn:1:8: error: expected a number of times, found '{'
        1 | repeat { }
          |        ^

      """),
    BadInput(
      "repeat 2 print 1",
      """
      test.nn:1:10: error: expected a block { … }, found 'print'
        1 | repeat 2 print 1
          |          ^~~~~
      help: repeat 2 { print 1 }

      """),
    BadInput(
      "repeat 2 {\nprint 1",
      """
      test.nn:1:10: error: '{' is never closed
        1 | repeat 2 {
          |          ^ a '}' is missing

      """),
  ]

  @Test("a whole number from 0 and a block are required", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test(
    "when a command of a block fails, those before it are kept, the message says so, and undo takes them back",
    arguments: [
      "repeat 3 { let x = x + 1; expect x < 3 }", "for y in 1..3 { let x = x + 1; expect x < 3 }",
      "while x < 5 max 9 { let x = x + 1; expect x < 3 }", "if x = 1 { let x = 3; print frob(x) }",
      "repeat 1 { repeat 3 { let x = x + 1; rate (0 - x) } }",
    ])
  func kept(_ block: String) throws {
    let session = TestSession()
    try session.run("let x = 1", name: "<prompt>")
    let message = try session.run(block, name: "<prompt>")
    #expect(message.contains("\n    = what ran before is kept: undo takes it back\n"), "\(message)")
    #expect(try session.run("print x > 1", name: "<prompt>") == "true\n")
    #expect(try session.run("undo; print x", name: "<prompt>") == "1\n")
    // Where the first error ends the session, nothing is kept.
    #expect(try !TestSession().run("let x = 1; \(block)").contains("kept"))
  }

  @Test(
    "a block whose first command fails changes nothing and says nothing of it",
    arguments: [
      "repeat 3 { print frob(1) }", "for x in 7 8 { print frob(x) }", "if x = 1 { net 1 }", "repeat 2 { expect x = 2 }",
    ])
  func unchanged(_ block: String) throws {
    let session = TestSession()
    try session.run("let x = 1", name: "<prompt>")
    #expect(try !session.run(block, name: "<prompt>").contains("kept"))
    #expect(try session.run("print x", name: "<prompt>") == "1\n")
    #expect(try session.run("undo; show variables", name: "<prompt>") == "# no variables\n")
  }
}
