import TestSupport
import Testing

@Suite("share")
struct ShareCommandTests {
  static let examples = [
    Example("net 2 2 1; init constant 0.5; share b[h1] b[h2]; set b[h2] 3; print b[h1]", "3\n"),
    Example(
      """
      net 2 1:identity no-bias; set w 0; share w1 w2; detail off
      rate 1; forward 1 2; backward 1; update; print w1, w2
      """,
      "3 3\n"),
    Example(
      "net 2 2 1; share w1 w2; freeze w1; share w2 w3; freeze; unfreeze w3; freeze",
      "freeze w1 w2 w3\n# nothing is frozen\n"),
    Example("net 2 1:identity no-bias; share w1 w2; freeze w2; detail off; step 1 2 : 5; print w1 = w2", "true\n"),
    Example(
      "net 2 2 1; share b[h1] b[h2]; share w[h1] w[h2]; share",
      """
      share w5 w6
      share w1 w2
      share w3 w4

      """),
  ]

  @Test("shared parameters have one value, and are updated by the sum of their gradients", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  static let faults = [
    BadInput(
      "share w1 w2",
      """
      test.nn:1:1: error: there is no network yet
        1 | share w1 w2
          | ^~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 2 1; share w1",
      """
      test.nn:1:20: error: share needs at least two parameters
        1 | net 2 2 1; share w1
          |                    ^
      help: share PARAMETERS PARAMETERS…

      """),
    BadInput(
      "net 2 2 1; share w[h] w1",
      """
      test.nn:1:23: error: w1 has 1 parameter, but w[h] has 4
        1 | net 2 2 1; share w[h] w1
          |                       ^~

      """),
    BadInput(
      "net 2 2 1; share w1 w1",
      """
      test.nn:1:21: error: a parameter cannot be tied to itself
        1 | net 2 2 1; share w1 w1
          |                     ^~

      """),
  ]

  @Test("parameters that cannot be shared are an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
