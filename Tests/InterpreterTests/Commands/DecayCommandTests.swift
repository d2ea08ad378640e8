import TestSupport
import Testing

@Suite("decay")
struct DecayCommandTests {
  @Test("decay applies to biases too, or to weights only, by hand and in training")
  func decayOfBiases() throws {
    let script = "net 2 1; set w1 0; set w2 0; set b[o1] 0.5; rate 0.1; loss half-squared; "
    for (decay, bias) in [("decay 2", 0.4), ("decay 2 weights", 0.5)] {
      let stepped = TestSession()
      try stepped.run(
        script + decay + "; detail off; data clear; sample 0 0 : 0.622459331201854593; step 0 0 : 0.622459331201854593")
      let trained = TestSession()
      try trained.run(script + decay + "; sample 0 0 : 0.622459331201854593; train 1")
      // The error is 0, so that only the decay changes the bias: 0.5 − 0.1 · 2 · 0.5.
      for session in [stepped, trained] {
        let value = try #require(session.interpreter.session.state?.network.values.last)
        #expect(abs(value - bias) < 1e-15, "\(decay)")
      }
      #expect(stepped.interpreter.session.state?.network.values == trained.interpreter.session.state?.network.values)
    }
    // Networks trained by kernels give the same numbers as the plain engine, with and without decay of biases.
    let digest = { (decay: String) in
      try TestSession().run("seed 1; net 2 4 1 no-bias; decay \(decay); data xor; train 50; digest")
    }
    #expect(try digest("0.01") == digest("0.01 weights"))
  }

  @Test("weights without a bias leaves the biases unchanged")
  func decay() throws {
    let printed = try TestSession().run(
      """
      net 1 1:identity; weights o 2 3; decay 0.1 weights; rate 0.5; sample 0 : 3; train 1
      expect w1 = 1.9; expect b[o1] = 3; decay
      """)
    #expect(printed.hasSuffix("decay 0.1 weights\n"), "\(printed)")
  }

  @Test("l1 pulls by a constant towards 0, by hand and in training")
  func l1() throws {
    for run in ["train 1", "step 0 : 3"] {
      let printed = try TestSession().run(
        """
        net 1 1:identity; weights o 2 -3; decay 0.1 l1; rate 0.5; sample 0 : -3; detail off; \(run)
        expect w1 = 1.95; decay
        """)
      #expect(printed.hasSuffix("decay 0.1 l1\n"), "\(printed)")
    }
  }

  @Test("the lines of a step with l1 put in the sign of each weight, and check accepts them")
  func l1Lines() throws {
    let session = TestSession()
    let printed = try session.run("net 2 1; weights o 0.5 -0.25 0; decay 0.01 l1; step 1 0 : 1")
    #expect(printed.contains("w2.grad = 0 + 0.01 * sign(-0.25) = 0 + 0.01 * -1 = -0.01\n"))
    for line in printed.split(separator: "\n") {
      #expect(try !session.run("check strict \(line)").contains("error"), "\(line)")
    }
  }

  static let faults = [
    BadInput(
      "decay -1",
      """
      test.nn:1:7: error: weight decay must be finite and not negative, got -1
        1 | decay -1
          |       ^~

      """),
    BadInput(
      "decay (0/0)",
      """
      test.nn:1:7: error: weight decay must be finite and not negative, got nan
        1 | decay (0/0)
          |       ^~~~~

      """),
    BadInput(
      "decay 0.1 biases",
      """
      test.nn:1:11: error: unknown parameter group 'biases'
        1 | decay 0.1 biases
          |           ^~~~~~ one of weights, all

      """),
  ]

  @Test("weight decay must be finite and not negative, for the weights or for all", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
