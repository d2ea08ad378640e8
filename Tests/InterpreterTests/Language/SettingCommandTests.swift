import Interpreter
import TestSupport
import Testing

@Suite("Settings of trainings")
struct SettingCommandTests {
  static let settings = [
    "rate 0.25", "batch 7", "batch all", "shuffle on", "loss mean-absolute", "loss cross-entropy", "optimizer sgd",
    "optimizer momentum 0.8", "optimizer nesterov 0.7", "optimizer adagrad", "optimizer rmsprop 0.99",
    "optimizer adam 0.8 0.99", "optimizer rprop 0.2 10", "optimizer rprop 0.2 10 rest", "optimizer quickprop 2",
    "optimizer genetic 12", "decay 0.0001", "decay 0.0001 weights", "clip 5", "clip off", "dropout h 0.2",
    "dropout off",
    "flat-spot 0.1", "schedule constant",
    "schedule halve-on-rise after 20 floor 1e-06", "schedule step 100 0.5", "schedule exponential 0.99",
    "schedule cosine 2000", "stop off", "stop loss 1e-06", "stop improvement 1e-06", "stop gradient 1e-08",
    "stop patience 20", "report 100", "report 10 from 1", "report 10 from 1 sse mae", "report off", "threads 2",
    "report samples i net out target change w", "report samples out delta", "rule perceptron-target", "rule gradient",
    "precision single",
    "break loss > 1", "break nan", "break off",
  ]

  @Test("without operands print the command that sets them", arguments: settings)
  func roundTrip(setting: String) throws {
    let name = setting.split(separator: " ")[0]
    let printed = try TestSession().run("net 2 3 1; rate 0.1; \(setting); \(name)")
    #expect(printed == "\(setting)\n")
  }

  @Test(
    "showing a setting, or a failed change, is not an undo step",
    arguments: [
      "rate", "batch", "shuffle", "loss", "optimizer", "decay", "clip", "dropout", "flat-spot", "schedule", "stop",
      "report", "rule", "threads", "precision", "break", "digits", "detail", "seed", "data", "net", "activation",
      "freeze",
      "share", "snapshot", "convention update", "hand", "lines", "lines net", "name", "rate -1",
      "data load nowhere.csv",
      "set w99 1",
    ])
  func noStep(command: String) throws {
    let session = TestSession()
    try session.run("net 2 3 1; let x = 1; let x = 2")
    try session.run(command)
    #expect(try session.run("undo; print x") == "1\n")
  }

  @Test("are all listed by show settings")
  func commands() throws {
    let session = TestSession()
    try session.run("net 2 3 1; rate 0.3; dropout h 0.1; stop loss 0.1; stop patience 3; optimizer adam")
    let commands = CommandTable.nnsh.settings(of: session.interpreter.session)
    for setting in ["rate 0.3", "stop loss 0.1", "stop patience 3", "optimizer adam 0.9 0.999", "batch 1"] {
      #expect(commands.contains(setting))
    }
    let other = TestSession()
    try other.run("net 2 3 1\n\(commands.joined(separator: "\n"))")
    #expect(CommandTable.nnsh.settings(of: other.interpreter.session) == commands)
  }

  /// The 2-2-1 network of `TrainingNumbersTests`; epochs and losses from the same numpy program.
  private let start = """
    net 2 2 1
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor; batch all

    """
}
