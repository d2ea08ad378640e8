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
}
