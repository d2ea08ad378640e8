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

  static let faults = [
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
