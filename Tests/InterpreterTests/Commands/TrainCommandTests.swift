import Expressions
import Interpreter
import Synchronization
import TestSupport
import Testing

@Suite("train, continue, test, predict")
struct TrainCommandTests {
  // Losses of the same training in numpy: seed 0, rand for w[h], w[o], b[h], b[o].
  @Test("without data a 2-4-1 network learns the XOR table as numpy does, and says so")
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

  @Test("a training ended by the clock says that it cannot be reproduced")
  func endedByTheClock() throws {
    let printed = try TestSession().run("net 2 1; train 0.001 seconds; show log")
    let said = "ended by the clock, so no other run gives the same"
    #expect(printed.contains("updates; \(said)\nloss") && printed.contains("\(said); loss"))
    #expect(try TestSession().run("net 2 1; train 1000 seconds until epoch = 3").contains("12 updates: epoch = 3\n"))
  }

  @Test("step units learn by the genetic optimizer, which knows no single updates")
  func genetic() throws {
    let script = "net 2 3:step 1; optimizer genetic; train 100 until loss < 0.01; "
    #expect(try TestSession().run(script).contains("stopped after"))
    #expect(
      try TestSession().run("net 2 1; optimizer genetic; detail off; forward 0 1; backward 1; update").contains(
        "error: genetic makes no updates from gradients"))
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

  @Test("data of another shape than the network's are refused")
  func otherShape() throws {
    let printed = try TestSession().run("net 2 3 1; data parity 3; train 5")
    #expect(printed.contains("1:27: error: the data do not fit the network"))
    #expect(printed.contains("3 inputs and 1 target in data parity 3, the network is 2-3-1"))
    #expect(printed.hasSuffix("help: net 3 3 1\n"))
  }

  static let interruptible: [(settings: String, training: String, everyPoll: Int)] = [
    ("batch 1", "train 2000", 3),
    ("batch 3; shuffle on", "train 2000", 3),
    ("batch 7; optimizer momentum 0.9; rate 0.05", "train 2000", 3),
    ("batch all; optimizer adam; rate 0.01; precision single", "train 2000", 3),
    ("dropout h 0.3; shuffle on", "train 200", 3),
    ("convention arithmetic textbook; convention update in-order", "train 600", 2),
    ("clip 0.1; batch 4; decay 1e-3", "train 300", 3),
    ("batch all; optimizer rprop", "train 500", 3),
    ("optimizer genetic 5; rate 0.3", "train 60", 7),
    ("schedule halve-on-rise after 3 floor 1e-3; rate 3", "train 200", 3),
    ("batch 3", "train 5000 updates", 3),
    ("batch 3; report 40", "train 300 until loss < 0.01 and epoch > 250", 3),
    ("shuffle on; break w1 > 100", "train 40", 5),
  ]

  @Test("an interrupted training goes on to the same bits", arguments: interruptible)
  func interruptAndContinue(settings: String, training: String, everyPoll: Int) throws {
    let script = "net 2 4 1; \(settings); data noisy-xor 50 0.1"
    let whole = TestSession()
    try whole.run("\(script); \(training)")
    let polls = Mutex(0)
    let cut = TestSession {
      polls.withLock { polls in
        polls += 1
        return polls % everyPoll == 0
      }
    }
    try cut.run(script)
    polls.withLock { $0 = 0 }
    var interruptions = 0
    #expect(throws: Interrupted.self) { try cut.run(training) }
    #expect(cut.printed.contains("# interrupted after"))
    while cut.interpreter.session.training?.isOver == false {
      interruptions += 1
      do { try cut.run("continue") } catch is Interrupted {}
    }
    #expect(interruptions > 0)
    let state = try #require(cut.interpreter.session.state)
    #expect(state.progress.epoch == whole.interpreter.session.state?.progress.epoch)
    #expect(state.progress.updates == whole.interpreter.session.state?.progress.updates)
    #expect(state.network.values == whole.interpreter.session.state?.network.values)
    #expect(state.measures == whole.interpreter.session.state?.measures)
    #expect(cut.interpreter.session.state?.progress.schedule == whole.interpreter.session.state?.progress.schedule)
    let drewTheSame = cut.interpreter.session.random == whole.interpreter.session.random
    #expect(drewTheSame)
  }

  @Test("a training by the clock keeps to it, and is told in epochs")
  func seconds() throws {
    let session = TestSession()
    #expect(try session.run("net 2 4 1; data xor; train 0 seconds") == "# 0 epochs, 0 updates\n")
    let printed = try session.run("train 0.05 seconds")
    #expect(printed.hasPrefix("# "))
    #expect(printed.contains("\nloss = "))
    #expect((session.interpreter.session.state?.progress.updates ?? 0) > 0)
  }

  @Test("a training that diverges names the epoch and the parameter, and leaves the weights as they were")
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

  @Test("updates that end inside an epoch are gone on with")
  func updates() throws {
    let once = TestSession()
    try once.run("net 2 2 1; data or; train 3 epochs")
    let pieces = TestSession()
    try pieces.run("net 2 2 1; data or; train 5 updates; train 6 updates; train 1 update")
    #expect(pieces.interpreter.session.state?.network.values == once.interpreter.session.state?.network.values)
    #expect(pieces.interpreter.session.state?.progress.epoch == 3)
    #expect(pieces.interpreter.session.state?.progress.updates == 12)
  }

  @Test("until ends after the first epoch that fulfils it")
  func until() throws {
    let session = TestSession()
    let printed = try session.run(
      "net 2 4 1; init uniform 0 1; let goal = 0.1; report 1000; train 3000 until loss < goal and epoch > 3")
    #expect(printed.contains("# stopped after 1026 epochs, 4104 updates: loss < goal and epoch > 3"), "\(printed)")
    #expect(try session.run("continue").contains("error: there is no interrupted training"))
  }

  @Test(
    "softmax outputs under cross-entropy want targets that sum to 1",
    arguments: [
      ("train 3", "in sample 2"), ("gradcheck", "in sample 2"), ("forward 1; backward 0.4 0.4", "backward 0.4 0.4"),
      ("step 2 : 1 1", "1 1"),
    ])
  func noDistribution(command: String, place: String) throws {
    let printed = try TestSession().run(
      "net 1 2:softmax; loss cross-entropy; detail off; sample 1 : 1 0; sample 2 : 1 1; \(command)")
    #expect(printed.contains("error: the targets of softmax outputs under cross-entropy sum to 1, not "), "\(printed)")
    #expect(printed.contains(place))
    let rounded = try TestSession().run(
      "net 1 3:softmax; loss cross-entropy; sample 1 : 0.333333 0.333333 0.333333; train 3")
    #expect(!rounded.contains("error:"), "\(rounded)")
  }

  @Test(
    "the hint at a divergence is about what makes steps shorter",
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

  @Test("a training whose activation is no number everywhere says so")
  func customActivation() throws {
    let printed = try TestSession().run("let f(x) = sqrt(x); net 2 4:f 1; train 10")
    #expect(printed.contains("diverged in epoch 1") && printed.contains("an activation that is a number everywhere"))
  }
}
