import TestSupport
import Testing

@Suite("if")
struct IfCommandTests {
  static let examples = [
    Example(
      """
      let x = 3
      if x > 5 { print "big" }
      else if x > 2 { print "middle" }
      else { print "small" }
      """, "middle\n"),
    Example(
      "if 1 > 2 { print 1 }",
      ""),
    Example(
      "let x = 1; if x > 0 { let x = -1 } else if x < 0 { print \"both\" }; print x",
      "-1\n"),
  ]

  @Test("only the first branch whose condition holds runs", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "if 1 { print 2 }",
      """
      test.nn:1:4: error: expected a condition, found a number
        1 | if 1 { print 2 }
          |    ^
      help: compare it: 1 > 0

      """),
    BadInput(
      "if 2 > 1 print 3",
      """
      test.nn:1:10: error: expected a block { … }, found 'print'
        1 | if 2 > 1 print 3
          |          ^~~~~
      help: if 2 > 1 { print 3 }

      """),
    BadInput(
      "if { print 1 }",
      """
      test.nn:1:4: error: expected a value, found '{'
        1 | if { print 1 }
          |    ^

      """),
    BadInput(
      "if 2 > 1 { } else print 3",
      """
      test.nn:1:19: error: expected a block { … }, found 'print'
        1 | if 2 > 1 { } else print 3
          |                   ^~~~~
      help: if 2 > 1 { } else { print 3 }

      """),
  ]

  @Test("a condition and a block are required", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
