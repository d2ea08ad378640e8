import Interpreter
import NeuralNetwork
import TestSupport
import Testing

/// What each change of a session forgets, and what it keeps.
@Suite("Changes of a session")
struct SessionChangesTests {
  private enum Fact: String, CaseIterable {
    case forward, backward, gathered, directions, currentSample
    case progress, measures, optimizerMemory, scheduleRate, previousLoss, order, training, nextSample

    static let step: Set<Fact> = [.forward, .backward, .gathered, .directions, .currentSample]
    static let ofTraining: Set<Fact> = [
      .progress, .measures, .optimizerMemory, .scheduleRate, .previousLoss, .order, .training, .nextSample,
    ]

    func isKnown(in session: Session) -> Bool {
      let state = session.state
      return switch self {
      case .forward: state?.forward != nil
      case .backward: state?.backward != nil
      case .gathered: state?.gathered != nil
      case .directions: state?.directions.isEmpty == false
      case .currentSample: state?.currentSample != nil
      case .progress: (state?.progress.epoch ?? 0, state?.progress.updates ?? 0) != (0, 0)
      case .measures: state?.measures != nil
      case .optimizerMemory: state?.optimizerState.first.isEmpty == false
      case .scheduleRate: state?.progress.schedule.rate != nil
      case .previousLoss: state?.progress.schedule.previousLoss != nil
      case .order: state?.progress.schedule.order != nil
      case .training: session.training != nil
      case .nextSample: session.nextSample > 0
      }
    }
  }

  /// A session in which every fact is known: a training that ended within an epoch, then a step before its update.
  private static let start = """
    net 2 2 1; data xor; optimizer momentum; schedule step 1 0.5; shuffle in-place
    train 3; train 2 updates; forward; backward

    """

  private static let changes: [(commands: [String], forgotten: Set<Fact>)] = [
    (["net 2 2 1", "net 2 3 1"], Fact.step.union(Fact.ofTraining)),
    (
      ["init uniform 0 1", "init zeros w1", "reset", "connect i1 o1", "disconnect i1 h1"],
      Fact.step.union(Fact.ofTraining)
    ),
    (
      ["set w1 0.5", "weights h1 0.1 0.2", "activation h tanh", "share b[h1] b[h2]"],
      Fact.step.union([.training])
    ),
    (
      ["data and", "data clear", "sample 0 1 : 1", "data normalize zscore"],
      [.training, .previousLoss, .order, .currentSample, .nextSample]
    ),
    (["train 1", "train 1 updates"], Fact.step),
    (["test"], [.backward]),
    (["update"], [.gathered]),
    (["predict 0 1"], [.backward, .currentSample]),
    (["loss squared"], [.previousLoss]),
    (["rate 0.1", "schedule exponential 0.9", "schedule constant"], [.scheduleRate]),
    (["optimizer sgd"], [.optimizerMemory]),
    (["optimizer adam"], [.optimizerMemory, .scheduleRate]),
    (["freeze w1", "batch 2", "convention sign gradient", "precision single", "digits 4", "let x = 1", "seed 3"], []),
  ]

  @Test("a change forgets what it invalidates and nothing else", arguments: changes.flatMap(\.commands))
  func forgotten(command: String) throws {
    let session = TestSession()
    try session.run(SessionChangesTests.start)
    for fact in Fact.allCases { #expect(fact.isKnown(in: session.interpreter.session), "\(fact) before \(command)") }
    let output = try session.run(command)
    #expect(!output.contains("error"), "\(output)")
    let forgotten = Fact.allCases.filter { !$0.isKnown(in: session.interpreter.session) }
    let expected = SessionChangesTests.changes.first { $0.commands.contains(command) }?.forgotten
    #expect(Set(forgotten) == expected, "\(command)")
  }

  @Test("a step keeps the settings it was made with")
  func keptSettings() throws {
    let session = TestSession()
    try session.run(
      """
      net 2 2 1; init constant 0.5; convention bias threshold; loss squared; rate 0.5; flat-spot 0.25; detail off
      step 0 1 : 1
      """)
    let questions = """
      print o1.delta, w5.grad, loss, w5.new; explain h1.net; explain loss; explain w5.new
      check w7 = w7.old + rate * o1.delta * h1.out = 0.5 + 0.5 * 0.5 * 0.5 = 0.625
      """
    let before = try session.run(questions)
    #expect(before.contains("h1.net = i1 * w1.old + i2 * w3.old - w5.old"))
    #expect(before.contains("loss = (o1.target - o1.out)^2"))
    #expect(before.contains("with learning rate 0.5"))
    #expect(!before.contains("error"))
    try session.run(
      "convention bias plus; convention sign gradient; loss half-squared; rate 0.1; flat-spot 0; precision single")
    #expect(try session.run(questions) == before)
    #expect(try session.run("print rate") == "0.1\n")
    try session.run("convention bias plus; step 0 1 : 1")
    #expect(try session.run("print o1.delta").hasPrefix("-"))
  }

  @Test("gradients accumulated before a change of rate are applied with the new rate")
  func rateOfUpdate() throws {
    let session = TestSession()
    try session.run("net 2 2 1; init constant 0.5; forward 0 1; backward 1; rate 0.1; update")
    #expect(session.interpreter.session.state?.backward?.rule.rate == 0.5)
    #expect(session.interpreter.session.state?.update?.rule.rate == 0.1)
  }

  @Test("a rate that is not set is the optimizer's default")
  func defaultRate() throws {
    let session = TestSession()
    #expect(
      try session.run("rate; optimizer adam; optimizer sgd") == """
        rate 0.5
        # rate 0.001, the default of this optimizer
        # rate 0.5, the default of this optimizer

        """)
    #expect(try session.run("rate 0.5; optimizer adam; rate") == "rate 0.5\n")
  }

  @Test("the loss of an epoch keeps the reduction, mean or sum, it was measured with")
  func lossKind() throws {
    let session = TestSession()
    let mean = try session.run("net 2 2 1; data xor; test; print loss")
    #expect(
      try session.run("convention epoch-loss sum; print loss") == mean.split(separator: "\n").last.map { "\($0)\n" })
  }
}
