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
    BadInput(
      "net 2 2 1; detail off; share b[h1] b[o1]; rate o 0.05; step 0 1 : 1",
      """
      test.nn:1:56: error: w5 and w9 are tied, but their learning rates differ
        1 | net 2 2 1; detail off; share b[h1] b[o1]; rate o 0.05; step 0 1 : 1
          |                                                        ^~~~~~~~~~~~ one parameter has one update
      help: rate 0.5

      """),
    BadInput(
      "net 2 2 1; share w1 w5; decay 0.1 weights; data xor; train 3",
      """
      test.nn:1:54: error: w1 and w5 are tied, but weight decay leaves out biases
        1 | net 2 2 1; share w1 w5; decay 0.1 weights; data xor; train 3
          |                                                      ^~~~~ one parameter has one update
      help: decay 0.1 all

      """),
  ]

  @Test(
    "tied parameters that have one rate and one decay stay equal",
    arguments: ["rate h 0.05; rate o 0.05", "decay 0.1", "freeze w5; rate o 0.05", "share w1 w2; decay 0.1 weights"])
  func together(_ settings: String) throws {
    let script = "net 2 2 1; detail off; share b[h1] b[o1]; \(settings); repeat 3 { step 0 1 : 1 }; expect w5 = w9"
    #expect(try TestSession().run(script) == "")
  }

  @Test(
    "tied parameters in layers with rates of their own are not driven apart",
    arguments: [
      ("step 0 1 : 1", false), ("forward 0 1; backward 1; update", false), ("train 1", false),
      ("repeat 3 { step 0 1 : 1 }", false), ("hand round 3; step 0 1 : 1", false),
      ("rate 0.5; break epoch = 1; train 3; rate h 0.1; continue", false),
      ("optimizer genetic 4; train 2", true), ("freeze b[o1]; train 2", true), ("rate o 0.1; train 2", true),
      ("rate 0.2; train 2", true), ("optimizer rprop; train 2", true),
    ])
  func rates(commands: String, isAllowed: Bool) throws {
    let session = TestSession()
    try session.run("net 2 2 1; detail off; share b[h1] b[o1]; data xor; rate h 0.1")
    let printed = try session.run(commands)
    let message = "error: w5 and w9 are tied, but their learning rates differ\n"
    #expect(printed.contains(message) != isAllowed, "\(printed)")
    #expect(try session.run("print b[h1] - b[o1]").hasSuffix("0\n"))
  }

  @Test("parameters that cannot be shared are an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
