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
    "shown, or refused, are no steps of undo",
    arguments: [
      "rate", "batch", "shuffle", "loss", "optimizer", "decay", "clip", "dropout", "flat-spot", "schedule", "stop",
      "report", "threads", "precision", "break", "digits", "detail", "seed", "data", "net", "activation", "freeze",
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

  @Test("decay pulls biases too, or weights alone, by hand and in a training alike")
  func decayOfBiases() throws {
    let script = "net 2 1; set w1 0; set w2 0; set b[o1] 0.5; rate 0.1; loss half-squared; "
    for (decay, bias) in [("decay 2", 0.4), ("decay 2 weights", 0.5)] {
      let stepped = TestSession()
      try stepped.run(
        script + decay + "; detail off; data clear; sample 0 0 : 0.622459331201854593; step 0 0 : 0.622459331201854593")
      let trained = TestSession()
      try trained.run(script + decay + "; sample 0 0 : 0.622459331201854593; train 1")
      // The error is 0, so that the decay alone moves the bias: 0.5 − 0.1 · 2 · 0.5.
      for session in [stepped, trained] {
        let value = try #require(session.interpreter.session.state?.network.values.last)
        #expect(abs(value - bias) < 1e-15, "\(decay)")
      }
      #expect(stepped.interpreter.session.state?.network.values == trained.interpreter.session.state?.network.values)
    }
    // On networks that kernels train, the plain engine's numbers with and without decay of biases are those of the kernels.
    let digest = { (decay: String) in
      try TestSession().run("seed 1; net 2 4 1 no-bias; decay \(decay); data xor; train 50; digest")
    }
    #expect(try digest("0.01") == digest("0.01 weights"))
  }

  @Test("are all among the commands of show settings")
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

  @Test("an optimizer brings its rate as long as none is set")
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

  @Test(
    "refuse what makes no sense, at the operand",
    arguments: [
      ("rate -1", 6, "a rate is a finite number from 0, got -1"),
      ("batch 0", 7, "a batch is a whole number, got 0"),
      ("optimizer momentum 1", 20, "momentum must be from 0 to below 1, got 1"),
      ("optimizer rprop 2 1", 17, "the largest step must not be below the first"),
      ("optimizer genetic 1", 19, "population must be a whole number from 2 to 100000, got 1"),
      ("optimizer genetic 2.5", 19, "population must be a whole number from 2 to 100000, got 2.5"),
      ("loss halfsquared", 6, "'halfsquared' is no loss"),
      ("clip 0", 6, "a length to clip at is above 0"),
      ("net 2 3 1; dropout o 0.5", 20, "'o' is no layer that units can be left out of"),
      ("net 2 3 1; dropout h 1", 22, "a share is from 0 to below 1, got 1"),
      ("schedule step 0 0.5", 15, "a number of epochs is a whole number, got 0"),
      ("stop patience 1.5", 15, "a number of epochs is a whole number, got 1.5"),
      ("convention update in-order; clip 4", 34, "convention update in-order updates layer by layer"),
      ("convention arithmetic textbook; precision single", 43, "textbook arithmetic is double precision"),
      ("loss cross-entropy; net 2 1:tanh; data xor; train 3", 45, "cross-entropy needs sigmoid or softmax outputs"),
    ])
  func refusals(script: String, column: Int, message: String) throws {
    let printed = try TestSession().run(script)
    #expect(printed.hasPrefix("test.nn:1:\(column): error: \(message)\n"), "\(printed)")
  }

  /// The 2-2-1 network of `TrainingNumbersTests`; epochs and losses from the same numpy program.
  private let start = """
    net 2 2 1
    weights h 0.15 -0.3 0.1 / 0.25 0.4 -0.2
    weights o 0.5 -0.6 0.3
    data xor; batch all

    """

  @Test("a schedule halves the rate when the loss rises, after so many epochs and not below its floor")
  func halveOnRise() throws {
    let session = TestSession()
    let printed = try session.run(
      start + "rate 100; schedule halve-on-rise after 5 floor 3; report 1000; digits 14; train 30; print rate; rate")
    #expect(
      printed == """
        # epoch 7: rate = 50 from now on
        # epoch 10: rate = 25 from now on
        # epoch 11: rate = 12.5 from now on
        # 30 epochs, 30 updates
        loss = 0.1247923323948
        12.5
        rate 100

        """)
  }

  @Test(
    "a rule that stops says so, with the epoch",
    arguments: [
      ("stop improvement 1e-6", "55 epochs, 55 updates: the loss improved by less than 1e-06", "0.12512566855544"),
      ("stop gradient 1e-3", "64 epochs, 64 updates: the gradient is shorter than 0.001", "0.12511953492272"),
      ("rate 4; stop loss 0.1", "2335 epochs, 2335 updates: the loss is at most 0.1", "0.09976497332"),
      ("rate 40; stop patience 5", "6 epochs, 6 updates: no lower loss for 5 epochs", "0.14888387165577"),
    ])
  func stops(rule: String, reason: String, loss: String) throws {
    let printed = try TestSession().run(start + "digits 14; \(rule); train 20000")
    #expect(printed.hasPrefix("# stopped after \(reason)\nloss = \(loss)"), "\(printed)")
  }

  @Test("break stops a training, which continue goes on with")
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

  @Test("break nan stops a training that diverges and keeps what it has come to")
  func breakAtNaN() throws {
    let session = TestSession()
    let printed = try session.run("net 1 1:identity; sample 3 : 5; sample 2 : 7; rate 10; break nan; train 1000")
    #expect(printed.hasPrefix("# stopped after 43 epochs, 86 updates: the training diverged in epoch 43"), "\(printed)")
    #expect(session.interpreter.session.state?.progress.epoch == 43)
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
}

extension String {
  fileprivate func replacingLast(_ old: String, _ new: String) -> String {
    hasSuffix(old) ? dropLast(old.count) + new : self
  }
}
