import TestSupport
import Testing

@Suite("while")
struct WhileCommandTests {
  static let examples = [
    Example("let x = 1\nwhile x < 100 max 3 { let x = x * 2 }\nprint x", "8\n"),
    Example(
      "let x = 1; while x < 10 max 100 { let x = 2 * x }; print x",
      "16\n"),
    Example(
      "while 2 < 1 max 5 { print 1 }",
      ""),
    Example(
      "while 1 < 2 max 0 { print 1 }",
      ""),
  ]

  @Test("the block runs while the condition holds, at most COUNT times", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "while 1 < 2 { }",
      """
      test.nn:1:12: error: while needs 'max' and a number of iterations
        1 | while 1 < 2 { }
          |            ^
      help: while 1 < 2 max 1000 { … }

      """),
    BadInput(
      "while 1 max 3 { }",
      """
      test.nn:1:7: error: expected a condition, found a number
        1 | while 1 max 3 { }
          |       ^
      help: compare it: 1 > 0

      """),
    BadInput(
      "while 1 < 2 max -1 { }",
      """
      test.nn:1:17: error: the maximum number of iterations must be a whole number from 0, got -1
        1 | while 1 < 2 max -1 { }
          |                 ^~

      """),
    BadInput(
      "while 1 < 2 max 3",
      """
      test.nn:1:18: error: while needs a block { … }
        1 | while 1 < 2 max 3
          |                  ^
      help: while CONDITION max COUNT { … }

      """),
  ]

  @Test("a condition, a limit and a block are required", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
