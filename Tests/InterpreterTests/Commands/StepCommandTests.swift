import TestSupport
import Testing

private let article = """
  net 2 4 1
  weights h 0.2 0.6 0 / 0.5 0.7 0 / 0.4 0.9 0 / 0.8 0.3 0
  weights o1 0.6 0.7 0.3 0.4 0

  """

@Suite("One step by hand")
struct StepCommandTests {
  @Test("forward prints net and out of every unit, unit by unit")
  func forward() throws {
    #expect(
      try TestSession().run(article + "forward 0 1") == """
        h1.net = i1 * w1 + i2 * w5 + w9 = 0 * 0.2 + 1 * 0.6 + 0 = 0.6
        h1.out = sigmoid(h1.net) = sigmoid(0.6) = 0.645656
        h2.net = i1 * w2 + i2 * w6 + w10 = 0 * 0.5 + 1 * 0.7 + 0 = 0.7
        h2.out = sigmoid(h2.net) = sigmoid(0.7) = 0.668188
        h3.net = i1 * w3 + i2 * w7 + w11 = 0 * 0.4 + 1 * 0.9 + 0 = 0.9
        h3.out = sigmoid(h3.net) = sigmoid(0.9) = 0.71095
        h4.net = i1 * w4 + i2 * w8 + w12 = 0 * 0.8 + 1 * 0.3 + 0 = 0.3
        h4.out = sigmoid(h4.net) = sigmoid(0.3) = 0.574443
        o1.net = h1.out * w13 + h2.out * w14 + h3.out * w15 + h4.out * w16 + w17 \
        = 0.645656 * 0.6 + 0.668188 * 0.7 + 0.71095 * 0.3 + 0.574443 * 0.4 + 0 = 1.29819
        o1.out = sigmoid(o1.net) = sigmoid(1.29819) = 0.78553

        """)
  }

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

  @Test("several pairs of forward and backward make a batch, shown as the mean of the samples' gradients")
  func batch() throws {
    let session = TestSession()
    try session.run(
      "net 2 1; init constant 0.5; detail off; forward 0 1; backward 1; forward 1 0; backward 0; detail full")
    let lines = try session.run("update")
    #expect(lines.contains("w1.grad = (0 + 0.1437348) / 2 = 0.0718674\n"))
    #expect(lines.contains("w1 = w1.old - rate * w1.grad = 0.5 - 0.5 * 0.0718674 = 0.464066\n"))
    #expect(
      try session.run("convention batch sum; forward 0 1; backward 1; forward 1 0; backward 0; update").contains(
        "w2.grad = -"))
  }

  @Test("forward without operands takes the data's samples in turn, backward the sample's target")
  func data() throws {
    let session = TestSession()
    try session.run("net 2 1; init constant 0; data xor; lines w off; lines b off; lines net numbers; lines out off")
    #expect(try session.run("forward").contains("# sample 1 of 4: 0 0\no1.net = 0 * 0 + 0 * 0 + 0 = 0\n"))
    #expect(try session.run("forward; backward; print o1.target").hasSuffix("\n1\n"))
    #expect(try session.run("step; step").contains("# sample 4 of 4: 1 1\n"))
    #expect(try session.run("step").contains("# sample 1 of 4: 0 0\n"))
  }

  @Test("step is forward, backward and update; nothing is printed with detail off")
  func step() throws {
    let one = TestSession()
    let other = TestSession()
    let lines = try one.run("net 2 2 1; step 0 1 : 1")
    #expect(try other.run("net 2 2 1; forward 0 1; backward 1; update") == lines)
    #expect(try one.run("digest") == other.run("digest"))
    #expect(try one.run("detail off; step 1 1 : 0") == "")
    #expect(
      try one.run("detail brief; forward 1 1").split(separator: "\n").allSatisfy { $0.split(separator: "=").count == 2 }
    )
  }

  @Test("above 64 connections a step is brief unless asked for")
  func large() throws {
    #expect(try TestSession().run("net 8 9 1; init constant 0; forward 0 0 0 0 0 0 0 0").hasPrefix("h1.net = 0\n"))
    #expect(try TestSession().run("net 8 7 1; init constant 0; forward 0 0 0 0 0 0 0 0").hasPrefix("h1.net = i1 * w1"))
  }

  @Test("softmax outputs are printed after all their net inputs")
  func softmax() throws {
    let lines = try TestSession().run("net 1 2:softmax no-bias; init constant 0.5; forward 1")
    #expect(
      lines == """
        o1.net = i1 * w1 = 1 * 0.5 = 0.5
        o2.net = i1 * w2 = 1 * 0.5 = 0.5
        o1.out = exp(o1.net) / (exp(o1.net) + exp(o2.net)) = exp(0.5) / (exp(0.5) + exp(0.5)) \
        = 1.64872 / (1.64872 + 1.64872) = 0.5
        o2.out = exp(o2.net) / (exp(o1.net) + exp(o2.net)) = exp(0.5) / (exp(0.5) + exp(0.5)) \
        = 1.64872 / (1.64872 + 1.64872) = 0.5

        """)
  }

  static let faults = [
    BadInput(
      "net 2 4 1; forward 0",
      """
      test.nn:1:21: error: forward needs 2 inputs, got 1
        1 | net 2 4 1; forward 0
          |                     ^ the net is 2-4-1
      help: forward 0 0

      """),
    BadInput(
      "net 2 1; detail off; forward 0 1; backward 1 0",
      """
      test.nn:1:46: error: backward needs 1 target, got 2
        1 | net 2 1; detail off; forward 0 1; backward 1 0
          |                                              ^ the net is 2-1
      help: backward 1

      """),
    BadInput(
      "net 2 1; backward 1",
      """
      test.nn:1:10: error: nothing has gone through the network yet
        1 | net 2 1; backward 1
          |          ^~~~~~~~
      help: forward 0 0

      """),
    BadInput(
      "net 2 1; detail off; step 0 1 : 1; backward 1",
      """
      test.nn:1:36: error: the weights have changed since the last forward
        1 | net 2 1; detail off; step 0 1 : 1; backward 1
          |                                    ^~~~~~~~ a new forward comes first
      help: forward 0 0

      """),
    BadInput(
      "net 2 1; update",
      """
      test.nn:1:10: error: there are no gradients to apply
        1 | net 2 1; update
          |          ^~~~~~ backward gathers them

      """),
    BadInput(
      "net 2 1; step 0 1",
      """
      test.nn:1:18: error: step needs ':' and the targets
        1 | net 2 1; step 0 1
          |                  ^
      help: step INPUT… : TARGET…

      """),
    BadInput(
      "net 2 1; forward (1/0) 1",
      """
      test.nn:1:18: error: an input is a finite number, got inf
        1 | net 2 1; forward (1/0) 1
          |                  ^~~~~

      """),
    BadInput(
      "net 1 1:step; detail off; forward 1; backward 1",
      """
      test.nn:1:38: error: step has no derivative to go back through
        1 | net 1 1:step; detail off; forward 1; backward 1
          |                                      ^~~~~~~~~~ the activation of o1

      """),
  ]

  @Test("a step that cannot be done says why, and where", arguments: faults)
  func refused(_ input: BadInput) throws {
    #expect(try TestSession().run(input.script).hasSuffix(input.message))
  }
}
