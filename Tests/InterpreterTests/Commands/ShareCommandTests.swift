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

  @Test(
    "tied parameters in layers with rates of their own are not driven apart",
    arguments: [
      ("step 0 1 : 1", false), ("forward 0 1; backward 1; update", false), ("train 1", false),
      ("repeat 3 { step 0 1 : 1 }", false), ("hand round 3; step 0 1 : 1", false),
      ("optimizer genetic 4; train 2", true), ("freeze b[o1]; train 2", true), ("rate o 0.1; train 2", true),
      ("rate 0.2; train 2", true), ("optimizer rprop; train 2", true),
    ])
  func rates(commands: String, isAllowed: Bool) throws {
    let session = TestSession()
    try session.run("net 2 2 1; detail off; share b[h1] b[o1]; data xor; rate h 0.1")
    let printed = try session.run(commands)
    let message = "error: tied parameters need one learning rate\n"
    #expect(printed.contains(message) != isAllowed, "\(printed)")
    #expect(isAllowed || printed.contains("w5 has 0.1, w9 has 0.5\n"), "\(printed)")
    #expect(try session.run("print b[h1] - b[o1]").hasSuffix("0\n"))
  }

  @Test("parameters that cannot be shared are an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
