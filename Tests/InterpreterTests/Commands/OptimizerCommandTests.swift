import NeuralNetwork
import TestSupport
import Testing

@Suite("optimizer")
struct OptimizerCommandTests {
  @Test("an optimizer sets its default rate until a rate is set")
  func defaultRates() throws {
    #expect(
      try TestSession().run("optimizer adam; rate; optimizer rmsprop; optimizer adagrad; rate; optimizer sgd; rate")
        == """
        # rate 0.001, the default of this optimizer
        rate 0.001
        # rate 0.01, the default of this optimizer
        rate 0.01
        # rate 0.5, the default of this optimizer
        rate 0.5

        """)
    #expect(try TestSession().run("rate 0.5; optimizer adam; rate") == "rate 0.5\n")
    #expect(try TestSession().run("optimizer adam; rate 0.1; optimizer sgd; rate").hasSuffix("rate 0.1\n"))
  }

  @Test("a number that may be 0 is taken as 0")
  func zeros() throws {
    for command in ["adagrad 0", "adamw 0 0 0", "adadelta 0 0", "momentum 0"] {
      #expect(try TestSession().run("optimizer \(command); optimizer").hasSuffix("optimizer \(command)\n"))
    }
  }

  @Test("a genetic algorithm finds XOR without gradients, the same way under the same seed")
  func genetic() throws {
    let script = "net 2 3 1; seed 4; data xor; optimizer genetic 40; rate 1; freeze w1; train 120"
    let first = TestSession()
    try first.run(script)
    let state = try #require(first.interpreter.session.state)
    #expect((state.measures?.loss ?? 1) < 0.01)
    let start = TestSession()
    try start.run("net 2 3 1")
    #expect(state.network.values[0] == start.interpreter.session.state?.network.values[0])
    let again = TestSession()
    try again.run(script.replacingLast("train 120", "train 50; train 70"))
    #expect(again.interpreter.session.state?.network.values == state.network.values)
  }

  @Test("step units learn with the genetic optimizer, which has no single updates")
  func stepUnits() throws {
    let script = "net 2 3:step 1; optimizer genetic; train 100 until loss < 0.01; "
    #expect(try TestSession().run(script).contains("stopped after"))
    #expect(
      try TestSession().run("net 2 1; optimizer genetic; detail off; forward 0 1; backward 1; update").contains(
        "error: the genetic optimizer has no gradient updates"))
  }

  @Test("where the gradient is exactly 0, Rprop repeats the last step, or pauses")
  func zeroGradient() throws {
    for (operand, wanted) in [("", 0.2), ("rest", 0.1)] {
      let printed = try TestSession().run(
        """
        net 1 1:identity no-bias; weights o 0; optimizer rprop 0.1 50 \(operand); batch all
        sample 1 : 1; train 1; data clear; sample 0 : 0; train 1; expect w1 = \(wanted) +- 1e-15
        """)
      #expect(!printed.contains("error"), "\(operand): \(printed)")
    }
  }

  @Test("Rprop's steps grow however small the gradients are")
  func smallGradients() throws {
    let printed = try TestSession().run(
      """
      net 1 1:identity no-bias; weights o 0; optimizer rprop 0.1 50; batch all
      sample 1e-170 : 1; train 3; expect w1 = 0.364 +- 1e-15
      """)
    #expect(!printed.contains("error"), "\(printed)")
  }

  static let faults = [
    BadInput(
      "optimizer momentum 1",
      """
      test.nn:1:20: error: momentum must be at least 0 and below 1, got 1
        1 | optimizer momentum 1
          |                    ^

      """),
    BadInput(
      "optimizer rprop 2 1",
      """
      test.nn:1:17: error: the largest step must not be below the first
        1 | optimizer rprop 2 1
          |                 ^~~

      """),
    BadInput(
      "optimizer genetic 1",
      """
      test.nn:1:19: error: population must be a whole number from 2 to 100000, got 1
        1 | optimizer genetic 1
          |                   ^

      """),
    BadInput(
      "optimizer genetic 2.5",
      """
      test.nn:1:19: error: population must be a whole number from 2 to 100000, got 2.5
        1 | optimizer genetic 2.5
          |                   ^~~

      """),
    BadInput(
      "optimizer adam 0.9 1",
      """
      test.nn:1:20: error: beta2 must be at least 0 and below 1, got 1
        1 | optimizer adam 0.9 1
          |                    ^

      """),
    BadInput(
      "optimizer rmsprop -0.1",
      """
      test.nn:1:19: error: rho must be at least 0 and below 1, got -0.1
        1 | optimizer rmsprop -0.1
          |                   ^~~~

      """),
    BadInput(
      "optimizer quickprop 0",
      """
      test.nn:1:21: error: growth must be above 0, got 0
        1 | optimizer quickprop 0
          |                     ^

      """),
    BadInput(
      "optimizer adm",
      """
      test.nn:1:11: error: unknown optimizer 'adm'
        1 | optimizer adm
          |           ^~~ one of \(Optimizer.methods.map { $0.definition.name }.joined(separator: ", "))
      help: optimizer adam

      """),
    BadInput(
      "optimizer rprop 0.1 50 sleep",
      """
      test.nn:1:24: error: unknown variant of rprop 'sleep'
        1 | optimizer rprop 0.1 50 sleep
          |                        ^~~~~ one of rest

      """),
    BadInput(
      "optimizer momentum 0.9 first-gradient",
      """
      test.nn:1:24: error: unknown variant of momentum 'first-gradient'
        1 | optimizer momentum 0.9 first-gradient
          |                        ^~~~~~~~~~~~~~ one of last-gradient
      help: optimizer momentum 0.9 last-gradient

      """),
  ]

  @Test("an operand out of range is an error at the operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}

extension String {
  fileprivate func replacingLast(_ old: String, _ new: String) -> String {
    hasSuffix(old) ? dropLast(old.count) + new : self
  }
}
