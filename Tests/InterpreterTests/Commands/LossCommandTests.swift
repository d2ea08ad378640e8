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
