import Interpreter
import Synchronization
import TestSupport
import Testing

@Suite("continue")
struct ContinueCommandTests {
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

  @Test("an interrupted training resumes to the same bits", arguments: interruptible)
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

  @Test("changing the data ends the interrupted training")
  func continueAfterOtherData() throws {
    let printed = try TestSession().run("net 2 2 1; data xor; break epoch = 2; train 9; data and; continue")
    #expect(printed.contains("error: no interrupted training to continue"), "\(printed)")
  }

  @Test("a rate set in the meantime applies from there on")
  func newRate() throws {
    #expect(
      try TestSession().run(
        """
        net 1 1:identity no-bias; set w1 0; sample 1 : 1; rate 0.5
        break epoch = 1; train 2; rate 1; continue; print w1
        """
      )
        == """
        # stopped after 1 epoch, 1 update: break epoch = 1
        loss = 0.5
        # 2 epochs, 2 updates
        loss = 0.125
        1

        """)
  }

  static let faults = [
    BadInput(
      "continue",
      """
      test.nn:1:1: error: no interrupted training to continue
        1 | continue
          | ^~~~~~~~
      help: train 1000

      """),
    BadInput(
      "net 2 1; data xor; train 1; continue",
      """
      # 1 epoch, 4 updates
      loss = 0.138426
      test.nn:1:29: error: no interrupted training to continue
        1 | net 2 1; data xor; train 1; continue
          |                             ^~~~~~~~
      help: train 1000

      """),
  ]

  @Test("without an interrupted training there is nothing to resume", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
