import TestSupport
import Testing

private let article = """
  net 2 4 1
  weights h 0.2 0.6 0 / 0.5 0.7 0 / 0.4 0.9 0 / 0.8 0.3 0
  weights o1 0.6 0.7 0.3 0.4 0

  """

@Suite("forward")
struct ForwardCommandTests {
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

  @Test("forward without operands takes the data's samples in turn, backward the sample's target")
  func data() throws {
    let session = TestSession()
    try session.run("net 2 1; init constant 0; data xor; lines w off; lines b off; lines net numbers; lines out off")
    #expect(try session.run("forward").contains("# sample 1 of 4: 0 0\no1.net = 0 * 0 + 0 * 0 + 0 = 0\n"))
    #expect(try session.run("forward; backward; print o1.target").hasSuffix("\n1\n"))
    #expect(try session.run("step; step").contains("# sample 4 of 4: 1 1\n"))
    #expect(try session.run("step").contains("# sample 1 of 4: 0 0\n"))
  }

  static let faults = [
    BadInput(
      "net 2 1; forward",
      """
      test.nn:1:10: error: no data to take the next sample from
        1 | net 2 1; forward
          |          ^~~~~~~ and no inputs given
      help: forward 0 0, or data xor

      """),
    BadInput(
      "net 2 4 1; forward 0",
      """
      test.nn:1:21: error: forward needs 2 inputs, got 1
        1 | net 2 4 1; forward 0
          |                     ^ the network is 2-4-1
      help: forward 0 0

      """),
    BadInput(
      "net 2 1; data parity 3; forward",
      """
      test.nn:1:25: error: the data does not fit the network
        1 | net 2 1; data parity 3; forward
          |                         ^~~~~~~ parity 3 has 3 inputs and 1 target, the network is 2-1
      help: net 3 1

      """),
    BadInput(
      "net 2 1; forward (1/0) 1",
      """
      test.nn:1:18: error: inputs must be finite, got inf
        1 | net 2 1; forward (1/0) 1
          |                  ^~~~~

      """),
    BadInput(
      "net 2 4 1\nforward 0 1 1",
      """
      test.nn:2:13: error: forward needs 2 inputs, got 3
        2 | forward 0 1 1
          |             ^ the network is 2-4-1
      help: forward 0 1

      """),
    BadInput(
      "forward 0 1",
      """
      test.nn:1:1: error: there is no network yet
        1 | forward 0 1
          | ^~~~~~~
      help: net 2 4 1

      """),
  ]

  @Test("inputs that do not fit are an error at the wrong operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
