import Interpreter
import TestSupport
import Testing

@Suite("break")
struct BreakCommandTests {
  /// The 2-2-1 network of `TrainingNumbersTests`; epochs and losses from the same numpy program.
  private let start = """
    net 2 2 1
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor; batch all

    """

  @Test("break pauses a training, and continue resumes it")
  func breaks() throws {
    let whole = TestSession()
    try whole.run("\(start)train 20")
    let broken = TestSession()
    let printed = try broken.run("\(start)break epoch = 6; break w1 < -100; train 20; continue")
    #expect(printed.hasPrefix("# stopped after 6 epochs, 6 updates: break epoch = 6\n"))
    #expect(printed.contains("# 20 epochs, 20 updates\n"))
    #expect(
      broken.interpreter.session.state?.network.values == whole.interpreter.session.state?.network.values)
  }

  @Test("break nan pauses a diverging training and keeps its weights")
  func breakAtNaN() throws {
    let session = TestSession()
    let printed = try session.run("net 1 1:identity; sample 3 : 5; sample 2 : 7; rate 10; break nan; train 1000")
    #expect(printed.hasPrefix("# stopped after 43 epochs, 86 updates: the training diverged in epoch 43"), "\(printed)")
    #expect(session.interpreter.session.state?.progress.epoch == 43)
  }

  @Test(
    "that a count has passed already is remarked on at the prompt",
    arguments: [
      ("epoch = 3", "epoch is 5"), ("iteration = 20", "iteration is 20"), ("epoch = 6", nil), ("epoch > 3", nil),
      ("loss = 0", nil), ("w1 = 0", nil),
    ] as [(String, String?)])
  func passed(_ condition: String, _ reached: String?) throws {
    let session = TestSession()
    try session.run("net 2 1; data xor; train 5")
    session.interpreter.output.terminal = TerminalView(columns: { 80 }, hasGraphics: true, isColored: false)
    #expect(
      try session.run("break \(condition)")
        == (reached.map { "# \($0) already: this can hold only after init, reset or net\n" } ?? ""))
  }

  static let faults = [
    BadInput(
      "break loss >",
      """
      test.nn:1:13: error: expected a value, found the end of the command
        1 | break loss >
          |             ^

      """),
    BadInput(
      "net 2 1; data xor; break nothing > 1; train 1",
      """
      test.nn:1:26: error: unknown name 'nothing'
        1 | net 2 1; data xor; break nothing > 1; train 1
          |                          ^~~~~~~

      """),
    BadInput(
      "net 2 1; data xor; break 1; train 1",
      """
      test.nn:1:26: error: expected a condition, found a number
        1 | net 2 1; data xor; break 1; train 1
          |                          ^
      help: compare it: 1 > 0

      """),
  ]

  @Test("a condition that has no value is an error where it is read or first needed", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
