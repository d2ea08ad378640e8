import TestSupport
import Testing

@Suite("stop")
struct StopCommandTests {
  /// The 2-2-1 network of `TrainingNumbersTests`; epochs and losses from the same numpy program.
  private let start = """
    net 2 2 1
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor; batch all

    """

  @Test(
    "a rule that stops the training is reported, with the epoch",
    arguments: [
      ("stop improvement 1e-6", "55 epochs, 55 updates: the loss improved by less than 1e-06", "0.12512566855544"),
      ("stop gradient 1e-3", "64 epochs, 64 updates: the norm of the gradient is below 0.001", "0.12511953492272"),
      ("rate 4; stop loss 0.1", "2335 epochs, 2335 updates: the loss is at most 0.1", "0.09976497332"),
      ("rate 40; stop patience 5", "6 epochs, 6 updates: no lower loss for 5 epochs", "0.14888387165577"),
    ])
  func stops(rule: String, reason: String, loss: String) throws {
    let printed = try TestSession().run(start + "digits 14; \(rule); train 20000")
    #expect(printed.hasPrefix("# stopped after \(reason)\nloss = \(loss)"), "\(printed)")
  }

  @Test("off switches off one rule or all of them")
  func off() throws {
    #expect(
      try TestSession().run("stop loss 0.1; stop patience 3; stop; stop loss off; stop; stop off; stop")
        == """
        stop loss 0.1
        stop patience 3
        stop patience 3
        stop off

        """)
  }

  static let faults = [
    BadInput(
      "stop patience 1.5",
      """
      test.nn:1:15: error: the number of epochs must be a whole number from 1, got 1.5
        1 | stop patience 1.5
          |               ^~~

      """),
    BadInput(
      "stop loss -1",
      """
      test.nn:1:11: error: the loss must be finite and not negative, got -1
        1 | stop loss -1
          |           ^~

      """),
    BadInput(
      "stop loss",
      """
      test.nn:1:10: error: stop needs a number, or off
        1 | stop loss
          |          ^
      help: stop loss VALUE

      """),
    BadInput(
      "stop never",
      """
      test.nn:1:6: error: unknown stopping rule 'never'
        1 | stop never
          |      ^~~~~ one of loss, improvement, gradient, patience, off

      """),
  ]

  @Test("a rule and its number are checked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
