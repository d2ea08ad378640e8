import TestSupport
import Testing

@Suite("for")
struct ForCommandTests {
  static let examples = [
    Example("for x in 0.1 0.5 { print x }", "0.1\n0.5\n"),
    Example("for s in 1..3 { print s }", "1\n2\n3\n"),
    Example(
      "let x = 7; for x in 1 2 { print x }; print x",
      """
      1
      2
      7

      """),
    Example(
      "for x in 3..1 { print x }",
      ""),
    Example(
      "let v = [1, 2]; for x in (v) 3 { print x }",
      """
      1
      2
      3

      """),
  ]

  @Test("the block runs for each value, and the name is restored afterwards", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "for x 1 2 { }",
      """
      test.nn:1:6: error: for needs 'in' and values
        1 | for x 1 2 { }
          |      ^
      help: for NAME in VALUE… { … }

      """),
    BadInput(
      "for x in { }",
      """
      test.nn:1:9: error: for needs values after 'in'
        1 | for x in { }
          |         ^
      help: for NAME in VALUE… { … }

      """),
    BadInput(
      "for x in 1 2..3 { }",
      """
      test.nn:1:10: error: a range has a single first value
        1 | for x in 1 2..3 { }
          |          ^~~

      """),
    BadInput(
      "for x in 0.5..2 { }",
      """
      test.nn:1:10: error: the first value of a range must be a whole number, got 0.5
        1 | for x in 0.5..2 { }
          |          ^~~

      """),
    BadInput(
      "for 3 in 1 2 { }",
      """
      test.nn:1:4: error: for needs a name
        1 | for 3 in 1 2 { }
          |    ^
      help: for NAME in VALUE… { … }

      """),
    BadInput(
      "for x in 1 2",
      """
      test.nn:1:13: error: for needs a block { … }
        1 | for x in 1 2
          |             ^
      help: for NAME in VALUE… { … }

      """),
  ]

  @Test("an invalid range or value is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
