import TestSupport
import Testing

@Suite("backward")
struct BackwardCommandTests {
  @Test("backward prints loss, error, delta and gradients; update the new values")
  func backwardAndUpdate() throws {
    let script = "net 1 1 1 no-bias; set w1 0.5; set w2 -1; detail off; forward 1; detail full; backward 1; update"
    #expect(
      try TestSession().run(script) == """
        loss = 0.5 * (o1.target - o1.out)^2 = 0.5 * (1 - 0.349222)^2 = 0.211756
        o1.error = o1.target - o1.out = 1 - 0.349222 = 0.650778
        o1.delta = sigmoid.deriv(o1.net) * o1.error = sigmoid.deriv(-0.622459) * 0.650778 \
        = 0.227266 * 0.650778 = 0.1479
        h1.error = o1.delta * w2 = 0.1479 * -1 = -0.1479
        h1.delta = sigmoid.deriv(h1.net) * h1.error = sigmoid.deriv(0.5) * -0.1479 = 0.2350037 * -0.1479 = -0.034757
        w2.grad = -o1.delta * h1.out = -0.1478997 * 0.6224593 = -0.0920615
        w1.grad = -h1.delta * i1 = -(-0.034757) * 1 = 0.034757
        w2 = w2.old + h1.out * o1.delta * rate = -1 + 0.622459 * 0.1479 * 0.5 = -0.953969
        w1 = w1.old + i1 * h1.delta * rate = 0.5 + 1 * -0.03475698 * 0.5 = 0.482622

        """)
  }

  @Test("after backward, gradients of units and the errors of the sample are known")
  func known() throws {
    let script = "net 1 1:identity no-bias; set w1 2; detail off; forward 3; backward 1"
    #expect(try TestSession().run("\(script); print i1.grad, o1.grad, mae, sse, mse, loss") == "10 5 5 25 25 12.5\n")
  }

  @Test("backward of a unit: the derivatives of its output, also by the inputs")
  func ofUnit() throws {
    let script = "net 2 1 1 no-bias; weights h 0.5 -1; weights o 2; hand exact; detail off; forward 1 0.5; detail full"
    #expect(
      try TestSession().run("\(script); backward h1") == """
        h1.error = -1
        h1.delta = sigmoid.deriv(h1.net) * h1.error = sigmoid.deriv(0) * -1 = 0.25 * -1 = -0.25
        w1.grad = -h1.delta * i1 = -(-0.25) * 1 = 0.25
        w2.grad = -h1.delta * i2 = -(-0.25) * 0.5 = 0.125
        i1.grad = -h1.delta * w1 = -(-0.25) * 0.5 = 0.125
        i2.grad = -h1.delta * w2 = -(-0.25) * -1 = -0.25

        """)
    let session = TestSession()
    try session.run("net 1 1:identity no-bias; set w1 3; detail off; forward 2; backward o1")
    #expect(try session.run("print w1.grad, i1.grad, loss; update; print w1") == "2 3 6\n2\n")
    #expect(try session.run("print o1.target").contains("o1.target is not known yet"))
  }

  @Test(
    "derivatives of units and by inputs agree with central differences, and their lines pass check",
    arguments: [
      "net 2 3:tanh 2; loss squared", "net 3 2:gelu 3:softmax; loss cross-entropy",
      "net 2 2 2:softplus 2; connect i1 o1",
      "net 2 2:swish 2; convention sign gradient",
      "net 2 3 2:softmax; loss half-squared; convention arithmetic textbook",
    ], ["backward o1", "backward o2", "backward h1", "backward TARGETS"])
  func differences(_ network: String, _ backward: String) throws {
    let inputs = network.contains("net 3") ? "0.3 -0.7 1" : "0.3 -0.7"
    var command = backward == "backward TARGETS" ? "backward 1 0\(network.contains("3:softmax") ? " 0" : "")" : backward
    if network.contains("2:softplus"), command == "backward h1" { command = "backward h2[1]" }
    let unit = network.contains("2:softplus") ? "h1[2]" : "h2"
    let printed = try TestSession().run(
      "\(network); seed 4; init normal; forward \(inputs); \(command); explain i1.grad; explain w1; explain \(unit).grad"
    )
    #expect(!printed.contains("error:"), "\(printed)")
    let differences = printed.split(separator: "\n").filter { $0.contains("central differences") }
    #expect(differences.count == 3)
    for line in differences {
      let difference = try #require(line.split(separator: " ").last.flatMap { Double($0) })
      #expect(difference < 1e-9, "\(command): \(printed)")
    }
    let lines = printed.split(separator: "\n").filter { !$0.hasPrefix("#") }
    let verdicts = try TestSession().run(lines.map { "check \($0)\n" }.joined())
    #expect(!verdicts.contains("error:"), "\(printed)\n\(verdicts)")
  }

  @Test("the target of a sample is known once forward has taken it from the data")
  func target() throws {
    let printed = try TestSession().run("net 2 1; data xor; detail off; forward; forward; print o1.target")
    #expect(printed.hasSuffix("\n1\n"))
    #expect(try TestSession().run("net 2 1; data xor; forward 0 1; print o1.target").contains("is not known yet"))
  }

  static let faults = [
    BadInput(
      "net 2 2; detail off; forward 0 1; backward o",
      """
      test.nn:1:44: error: o is a layer
        1 | net 2 2; detail off; forward 0 1; backward o
          |                                            ^ expected one unit

      """),
    BadInput(
      "net 2 1; detail off; forward 0 1; backward i1",
      """
      test.nn:1:44: error: i1 is an input: it depends on nothing
        1 | net 2 1; detail off; forward 0 1; backward i1
          |                                            ^~

      """),
    BadInput(
      "net 2 1; loss cross-entropy; detail off; forward 0 1; backward 2",
      """
      test.nn:1:64: error: cross-entropy targets must be between 0 and 1, got 2
        1 | net 2 1; loss cross-entropy; detail off; forward 0 1; backward 2
          |                                                                ^

      """),
    BadInput(
      "net 2 1:tanh; loss cross-entropy; detail off; forward 0 1; backward 1",
      """
      test.nn:1:60: error: cross-entropy needs sigmoid or softmax outputs
        1 | net 2 1:tanh; loss cross-entropy; detail off; forward 0 1; backward 1
          |                                                            ^~~~~~~~ outputs of tanh are not between 0 and 1, where log(out) and log(1 - out) have values
      help: activation o sigmoid, or loss half-squared

      """),
    BadInput(
      "net 2 1; detail off; forward 0 1; backward 1 0",
      """
      test.nn:1:46: error: backward needs 1 target, got 2
        1 | net 2 1; detail off; forward 0 1; backward 1 0
          |                                              ^ the network is 2-1
      help: backward 1

      """),
    BadInput(
      "net 2 1; backward 1",
      """
      test.nn:1:10: error: no forward pass yet
        1 | net 2 1; backward 1
          |          ^~~~~~~~
      help: forward 0 0

      """),
    BadInput(
      "net 2 1; detail off; step 0 1 : 1; backward 1",
      """
      test.nn:1:36: error: the weights have changed since the last forward
        1 | net 2 1; detail off; step 0 1 : 1; backward 1
          |                                    ^~~~~~~~ run forward again
      help: forward 0 0

      """),
    BadInput(
      "net 1 1:step; detail off; forward 1; backward 1",
      """
      test.nn:1:38: error: step has no derivative: backpropagation cannot pass through it
        1 | net 1 1:step; detail off; forward 1; backward 1
          |                                      ^~~~~~~~ the activation of o1

      """),
  ]

  @Test("a backward that is impossible is an error at the operand or the command", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
