import NeuralNetwork
import TestSupport
import Testing

@Suite("loss")
struct LossCommandTests {
  /// Outputs 0 and targets 1 and 2: errors of 1 and 2; Huber's loss is linear from 1 on.
  @Test("each loss matches its formula")
  func formulas() throws {
    #expect(
      try TestSession().run(
        "net 1 2:identity no-bias; set w 0; detail off; loss half-squared; forward 1; backward 1 2; print loss")
        == "2.5\n")
    #expect(
      try TestSession().run(
        "net 1 2:identity no-bias; set w 0; detail off; loss squared; forward 1; backward 1 2; print loss")
        == "5\n")
    #expect(
      try TestSession().run(
        "net 1 2:identity no-bias; set w 0; detail off; loss mean-squared; forward 1; backward 1 2; print loss")
        == "2.5\n")
    #expect(
      try TestSession().run(
        "net 1 2:identity no-bias; set w 0; detail off; loss mean-absolute; forward 1; backward 1 2; print loss")
        == "1.5\n")
    #expect(
      try TestSession().run(
        "net 1 2:identity no-bias; set w 0; detail off; loss huber; forward 1; backward 1 2; print loss")
        == "2\n")
  }

  @Test(
    "a loss of one's own is derived, printed with numbers, and passes gradcheck",
    arguments: [
      ("let own(o, t) = max(0, 1 - o * t)", "hinge", -1.0),
      ("let own(out, target) = (target - out)^2", "squared", 0.3),
      ("let d(x) = x^2; let own(t, o) = 0.5 * d(t - o)", "half-squared", 0.3),
      ("let k = 2; let own(o, t) = k * abs(t - o) / k", "mean-absolute", 1.5),
      ("let own(o, t) = if(abs(t - o) < 1, 0.5 * (t - o)^2, abs(t - o) - 0.5)", "huber", 5),
    ])
  func own(_ definition: String, _ builtIn: String, _ target: Double) throws {
    func run(_ loss: String) throws -> (printed: String, numbers: String) {
      let session = TestSession()
      let printed = try session.run(
        """
        \(definition)
        net 2 2:tanh 1:identity; seed 1; init uniform -1 1; loss \(loss)
        forward 0.5 -0.25; backward \(target); update
        """)
      return (printed, try session.run("digits 12; print loss; print o1.error; print w1, w5; data clear"))
    }
    let (own, expected) = (try run("own"), try run(builtIn))
    #expect(own.numbers == expected.numbers)
    let checked = try TestSession().run(
      own.printed.split(separator: "\n").map { "check \($0)" }.joined(separator: "\n"))
    #expect(!checked.contains("error:"), "\(checked)")
    let session = TestSession()
    try session.run("\(definition)\nnet 2 2:tanh 1:identity; loss own; sample 0.5 -0.25 : \(target)")
    #expect(!(try session.run("gradcheck; train 3; hand round 6; step 0.5 -0.25 : \(target)")).contains("error:"))
    #expect(try session.run("loss; undo; hand off; loss half-squared; undo; loss").hasSuffix("loss own\n"))
  }

  @Test("a loss keeps the functions and variables it was chosen with")
  func unchanged() throws {
    #expect(
      try TestSession().run(
        """
        let k = 3; let own(o, t) = k * (t - o)^2; net 1 1:identity no-bias; set w1 0; loss own; let k = 100
        let own(o, t) = 0; detail off; forward 1; backward 1; print loss, o1.error
        """) == "3 6\n")
  }

  @Test("cross-entropy of an even chance is the logarithm of 2, of two classes too")
  func crossEntropy() throws {
    #expect(
      try TestSession().run(
        "net 1 1 no-bias; set w 0; detail off; loss cross-entropy; forward 1; backward 1; print loss - log(2)")
        == "0\n")
    #expect(
      try TestSession().run(
        "net 1 2:softmax no-bias; set w 0; detail off; loss cross-entropy; forward 1; backward 1 0; print loss - log(2)"
      )
        == "0\n")
  }

  @Test(
    "softmax outputs under cross-entropy need targets that sum to 1",
    arguments: [
      ("train 3", "in sample 2"), ("gradcheck", "in sample 2"), ("forward 1; backward 0.4 0.4", "backward 0.4 0.4"),
      ("step 2 : 1 1", "1 1"),
    ])
  func noDistribution(command: String, range: String) throws {
    let printed = try TestSession().run(
      "net 1 2:softmax; loss cross-entropy; detail off; sample 1 : 1 0; sample 2 : 1 1; \(command)")
    #expect(printed.contains("error: targets of softmax outputs must sum to 1 under cross-entropy, got "), "\(printed)")
    #expect(printed.contains(range))
    let rounded = try TestSession().run(
      "net 1 3:softmax; loss cross-entropy; sample 1 : 0.333333 0.333333 0.333333; train 3")
    #expect(!rounded.contains("error:"), "\(rounded)")
  }

  static let faults = [
    BadInput(
      "let f(x) = x^2; loss f",
      """
      test.nn:1:22: error: a loss must be a function of an output and its target
        1 | let f(x) = x^2; loss f
          |                      ^
      help: let f(o, t) = (t - o)^2

      """),
    BadInput(
      "let f(o, t) = o * missing; loss f",
      """
      test.nn:1:33: error: f: 'missing' is not a parameter
        1 | let f(o, t) = o * missing; loss f
          |                                 ^ a loss is a function of an output and its target

      """),
    BadInput(
      "let f(o, t) = o > t; loss f",
      """
      test.nn:1:27: error: f: cannot differentiate '>'
        1 | let f(o, t) = o > t; loss f
          |                           ^

      """),
    BadInput(
      "let f(o, t) = g(o, t); let g(o, t) = f(o, t); loss f",
      """
      test.nn:1:52: error: f: infinite recursion
        1 | let f(o, t) = g(o, t); let g(o, t) = f(o, t); loss f
          |                                                    ^

      """),
    BadInput(
      "loss halfsquared",
      """
      test.nn:1:6: error: unknown loss function 'halfsquared'
        1 | loss halfsquared
          |      ^~~~~~~~~~~ one of \(Loss.all.map(\.name).joined(separator: ", "))
      help: loss half-squared

      """),
    BadInput(
      "loss cross-entropy; net 2 1:tanh; data xor; train 3",
      """
      test.nn:1:45: error: cross-entropy needs sigmoid or softmax outputs
        1 | loss cross-entropy; net 2 1:tanh; data xor; train 3
          |                                             ^~~~~ outputs of tanh are not between 0 and 1, where log(out) and log(1 - out) have values
      help: activation o sigmoid, or loss half-squared

      """),
  ]

  @Test("an unknown loss, or one that does not fit the outputs, is an error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
