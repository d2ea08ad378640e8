import TestSupport
import Testing

@Suite("report")
struct ReportCommandTests {
  private let usual = "weights h 0.5 -0.4 0.1 / -0.3 0.6 -0.2; weights o 0.7 -0.8 0.3"

  @Test("report prints the measures used by simulators and tutorials")
  func measures() throws {
    let printed = try TestSession().run(
      "net 2 2 1; \(usual); data xor; rate 2; report 5 from 1 sse mae accuracy; train 10; report")
    #expect(
      printed == """
        # epoch 1: sse = 1.23658, mae = 0.547784, accuracy = 0.25
        # epoch 6: sse = 1.21171, mae = 0.546007, accuracy = 0.5
        # 10 epochs, 40 updates
        loss = 0.150174
        report 5 from 1 sse mae accuracy

        """)
    #expect(try TestSession().run("report 5 lose").contains("unknown epoch measure 'lose'"))
  }

  @Test("report prints expressions with their values after the epoch")
  func report() throws {
    let printed = try TestSession().run(
      """
      net 2 2 1; data xor; init constant 0.5; report 2 from 1 mse (sqrt(mse)) (100 * accuracy) (epoch + sum(w[o]))
      train 3; expect 3 + sum(w[o]) = 3.6393
      """)
    #expect(
      printed.hasPrefix(
        """
        # epoch 1: mse = 0.325381, sqrt(mse) = 0.570422, 100 * accuracy = 50, epoch + sum(w[o]) = 1.87054
        # epoch 3: mse = 0.297529, sqrt(mse) = 0.545462, 100 * accuracy = 50, epoch + sum(w[o]) = 3.6393

        """), "\(printed)")
    #expect(
      try TestSession().run("net 2 2 1; report 1 sqrt(mse)").hasSuffix(
        "help: put an expression in parentheses: (sqrt(mse))\n"))
    #expect(try TestSession().run("net 2 2 1; report 3 (nix); train 2; train 1").contains("unknown name 'nix'"))
  }

  static let faults = [
    BadInput(
      "report 0",
      """
      test.nn:1:8: error: the number of epochs must be a whole number from 1, got 0
        1 | report 0
          |        ^

      """),
    BadInput(
      "report 2.5",
      """
      test.nn:1:8: error: the number of epochs must be a whole number from 1, got 2.5
        1 | report 2.5
          |        ^~~

      """),
    BadInput(
      "report 1 from -1",
      """
      test.nn:1:15: error: the first epoch must be a whole number from 0, got -1
        1 | report 1 from -1
          |               ^~

      """),
    BadInput(
      "report 1 from",
      """
      test.nn:1:14: error: report needs an epoch
        1 | report 1 from
          |              ^
      help: report EPOCHS [from EPOCH] [loss|sse|mse|mae|misclassified|accuracy|(EXPRESSION) …]

      """),
    BadInput(
      "report 1 (loss",
      """
      test.nn:1:10: error: '(' is never closed
        1 | report 1 (loss
          |          ^ a ')' is missing

      """),
    BadInput(
      "report often",
      """
      test.nn:1:8: error: 'often' is not a number
        1 | report often
          |        ^~~~~ expected a number of epochs, or off
      help: put an expression used as an operand in parentheses: (often)

      """),
  ]

  @Test("report samples prints a table for each epoch, with batches and several outputs")
  func samples() throws {
    let start = "net 1 2:identity no-bias; init constant 0; rate 0.5; batch 2; sample 1 : 1 2; sample 2 : 0 -4"
    #expect(
      try TestSession().run("\(start); report samples i out delta w; train 1; report samples w change; train 1 update")
        == """
        # epoch 1
        # i1  o1.out  o2.out  o1.delta  o2.delta    w1    w2
        #                                            0     0
        #  1       0       0         1         2
        #  2       0       0         0        -4  0.25  -1.5
        # 1 epoch, 1 update
        loss = 5.25
        # epoch 2
        #     w1      w2      Δw1    Δw2
        #   0.25    -1.5
        # 0.1875  -1.125  -0.0625  0.375
        # 1 epoch, 1 update
        loss = 3.51562

        """)
  }

  @Test("the number of epochs, the first epoch and the measures are checked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
