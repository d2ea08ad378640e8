import Expressions
import Interpreter
import Synchronization
import TestSupport
import Testing

@Suite("train")
struct TrainCommandTests {
  // Losses of the same training in numpy: seed 0, rand for w[h], w[o], b[h], b[o].
  @Test("without data a 2-4-1 network learns the XOR table as numpy does, and reports it")
  func builtInTable() throws {
    let printed = try TestSession().run(
      """
      net 2 4 1
      init uniform 0 1
      digits 12
      train 1
      report 99; train 99; report off
      train 1900
      digits 7
      predict 0 1
      """)
    #expect(
      printed == """
        # no data loaded: training on the built-in XOR table
        # 1 epoch, 4 updates
        loss = 0.190349908451
        # no data loaded: training on the built-in XOR table
        # epoch 99: loss = 0.136876909744
        # 99 epochs, 396 updates
        loss = 0.136872090067
        # no data loaded: training on the built-in XOR table
        # 1900 epochs, 7600 updates
        loss = 0.00240687819565
        o1.out = 0.9354036

        """)
  }

  @Test("a training stopped by the clock is reported as not reproducible")
  func endedByTheClock() throws {
    // Several, because a busy machine may let one pass without an update.
    let printed = try TestSession().run("net 2 1; repeat 20 { train 0.001 seconds }; show log")
    let note = "stopped by the clock: not reproducible"
    #expect(printed.contains("updates; \(note)\nloss") && printed.contains("\(note); loss"), "\(printed)")
    #expect(try TestSession().run("net 2 1; train 1000 seconds until epoch = 3").contains("12 updates: epoch = 3\n"))
  }

  @Test("a network of another shape asks for data")
  func noData() throws {
    let printed = try TestSession().run("net 3 2; train 5")
    #expect(
      printed == """
        test.nn:1:10: error: no data loaded for a network of 3-2
          1 | net 3 2; train 5
            |          ^~~~~ the built-in XOR table has 2 inputs and 1 output
        help: data load FILE, or sample INPUT… : TARGET…

        """)
  }

  @Test("data whose shape does not fit the network is an error")
  func otherShape() throws {
    let printed = try TestSession().run("net 2 3 1; data parity 3; train 5")
    #expect(printed.contains("1:27: error: the data does not fit the network"))
    #expect(printed.contains("parity 3 has 3 inputs and 1 target, the network is 2-3-1"))
    #expect(printed.hasSuffix("help: net 3 3 1\n"))
  }

  @Test("train SECONDS stops in time, and reports epochs")
  func seconds() throws {
    let session = TestSession()
    #expect(try session.run("net 2 4 1; data xor; train 0 seconds") == "# 0 epochs, 0 updates\n")
    let printed = try session.run("train 0.05 seconds")
    #expect(printed.hasPrefix("# "))
    #expect(printed.contains("\nloss = "))
    #expect((session.interpreter.session.state?.progress.updates ?? 0) > 0)
  }

  @Test("a divergence names the epoch and the parameter, and leaves the weights unchanged")
  func divergence() throws {
    let session = TestSession()
    try session.run("net 1 1:identity; sample 3 : 5; sample 2 : 7; rate 10")
    let before = session.interpreter.session.state?.network.values
    let printed = try session.run("train 1000")
    #expect(printed.contains("error: the training diverged in epoch 43: the loss is inf"), "\(printed)")
    #expect(printed.contains("help: a lower rate than 10, or clip 1"))
    #expect(session.interpreter.session.state?.network.values == before)
    #expect(session.interpreter.session.state?.progress.epoch == 0)
  }

  @Test("the next updates continue inside the epoch")
  func updates() throws {
    let once = TestSession()
    try once.run("net 2 2 1; data or; train 3 epochs")
    let pieces = TestSession()
    try pieces.run("net 2 2 1; data or; train 5 updates; train 6 updates; train 1 update")
    #expect(pieces.interpreter.session.state?.network.values == once.interpreter.session.state?.network.values)
    #expect(pieces.interpreter.session.state?.progress.epoch == 3)
    #expect(pieces.interpreter.session.state?.progress.updates == 12)
  }

  @Test("until stops after the first epoch that satisfies it")
  func until() throws {
    let session = TestSession()
    let printed = try session.run(
      "net 2 4 1; init uniform 0 1; let goal = 0.1; report 1000; train 3000 until loss < goal and epoch > 3")
    #expect(printed.contains("# stopped after 1026 epochs, 4104 updates: loss < goal and epoch > 3"), "\(printed)")
    #expect(try session.run("continue").contains("error: no interrupted training to continue"))
  }

  @Test(
    "the hint after a divergence names settings that shorten the steps",
    arguments: [
      ("rate 1e300", "help: a lower rate than 1e+300, or clip 1"),
      ("rate 1e300; decay 1; clip 1", "help: a lower rate than 1e+300\n"),
      ("optimizer rprop 1e8 1e8; sample 1e305 1 : 0", "help: a largest step below 100000000"),
      ("optimizer quickprop 9; rate 1e300", "help: a growth below 9, or a lower rate than 1e+300"),
    ])
  func hints(settings: String, help: String) throws {
    let printed = try TestSession().run(
      "net 2 3:identity 1:identity; sample 1e20 1 : 1e20; sample 0.3 1e20 : -5; \(settings); train 100")
    #expect(printed.contains("error: the training diverged in epoch "), "\(printed)")
    #expect(printed.contains(help), "\(printed)")
  }

  @Test("a training that diverges with a custom activation names it as a possible cause")
  func customActivation() throws {
    let printed = try TestSession().run("let f(x) = sqrt(x); net 2 4:f 1; train 10")
    #expect(printed.contains("diverged in epoch 1") && printed.contains("an activation that is defined everywhere"))
  }

  static let faults = [
    BadInput(
      "train",
      """
      test.nn:1:6: error: train needs a number of epochs
        1 | train
          |      ^
      help: train COUNT [epoch|epochs] [until CONDITION]

      """),
    BadInput(
      "train 5",
      """
      test.nn:1:1: error: there is no network yet
        1 | train 5
          | ^~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; train -1",
      """
      test.nn:1:16: error: the number of epochs must be a whole number from 0, got -1
        1 | net 2 1; train -1
          |                ^~

      """),
    BadInput(
      "net 2 1; train 1.5 updates",
      """
      test.nn:1:16: error: the number of updates must be a whole number from 0, got 1.5
        1 | net 2 1; train 1.5 updates
          |                ^~~

      """),
    BadInput(
      "net 2 1; train 3 until loss",
      """
      # no data loaded: training on the built-in XOR table
      test.nn:1:24: error: expected a condition, found a number
        1 | net 2 1; train 3 until loss
          |                        ^~~~
      help: compare it: loss > 0

      """),
    BadInput(
      "net 3 1:softmax; data parity 3; train 1",
      """
      test.nn:1:33: error: softmax of one unit is always 1: there is nothing to learn
        1 | net 3 1:softmax; data parity 3; train 1
          |                                 ^~~~~ softmax needs one output per class
      help: activation o sigmoid

      """),
  ]

  @Test("a training that cannot start is an error at the operand or the command", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  static let byHandSettings = [
    "optimizer momentum 0.1 last-gradient", "optimizer momentum 0.9; convention product out",
    "optimizer nesterov 0.9; convention product gradient", "convention sent-back error; convention derivative last",
    "convention update in-order; convention product out; convention sent-back error",
    "convention derivative misapplied last; flat-spot 0.1",
  ]

  @Test("train and steps by hand give the same bits", arguments: byHandSettings, ["textbook", "fused"])
  func byHand(settings: String, arithmetic: String) throws {
    let start = """
      net 2 3 2; seed 1; init uniform -1 1; sample 0.1 0.9 : 1 0; sample 0.5 0.2 : 0 1; rate 0.3; \(settings)
      convention arithmetic \(arithmetic); detail off
      """
    let trained = try TestSession().run("\(start); train 3; digest")
    let stepped = try TestSession().run("\(start); repeat 3 { step 0.1 0.9 : 1 0; step 0.5 0.2 : 0 1 }; digest")
    #expect(trained.split(separator: "\n").last == stepped.split(separator: "\n").last)
    #expect(!stepped.contains("error"), "\(stepped)")
  }
}
