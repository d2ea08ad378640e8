import Expressions
import Interpreter
import NeuralNetwork
import TestSupport
import Testing

/// A session is saved, loaded in another process, and goes on as the original does.
@Suite("Saved sessions")
struct SavedSessionTests {
  /// Scripts that between them change every setting.
  private static let settings = [
    """
    let x = -0.25; let v = [1, -0, 1e-300]; let s = 'a"{b}\\n'; let t = '"\u{301}{\u{301}'; let f(a) = 1 / (1 + exp(-a))
    let g(o, t) = abs(t - o)^3; seed 7 python; net 2 3 2; activation h[2] tanh; activation h[3] leaky-relu 0.2
    activation o f; connect i1 o2 0.25; disconnect i2 h1; share w1 w2; freeze b[h]; name h{k}.net as net{k}
    name sigmoid.deriv as d; name w bare; lines net numbers; lines order layer; rate 0.3; rate h 0.1; batch 2; shuffle in-place; loss g
    dropout h 0.2 high; dropout i 0.1; schedule halve-on-rise after 2 floor 1e-06; stop loss 1e-9; stop patience 50
    stop improvement 1e-12; stop gradient 1e-13; threads 2; decay 0.001 l1 weights; clip 5; flat-spot 0.01
    optimizer momentum 0.8; precision single; report 2 from 1 sse (sqrt(mse)); detail brief; digits 9
    break loss > 100; break nan; watch w1; data moons 12 0.1; data split 0.75 shuffle; data onehot
    data normalize minmax -1 2; data columns a "b c" : d e; train 3; check strict
    """,
    """
    net 2 2 1; weights h 0.2 0.6 0 / 0.5 0.7 0; hand truncate 3; hand round 2 h1.net; hand exact w; data xor
    convention batch sum; convention sent-back error; convention sign gradient; convention derivative misapplied last
    convention epoch-loss after sum torch; convention bias threshold first; report samples i w; train 2
    """,
    """
    net 2 3 1; convention arithmetic textbook; convention product out; convention update in-order; data or
    convention derivative output; rule gradient; train 5 updates; seed 3 matlab; init normal 0 1; data bipolar
    detail off; net 2 1:sign; rule perceptron; forward
    """,
    "net 3 2:relu 2:softmax; loss cross-entropy; optimizer adam 0.8 0.99 keras; data encoder 3",
  ]

  /// The file of a session, which has to be the same when it is loaded and saved again.
  private func saved(_ session: TestSession, in folder: TemporaryFolder) throws -> String {
    let printed = try session.run("save saved.nn", name: "\(folder.path)/main.nn")
    #expect(printed.hasPrefix("# saved"), "\(printed)")
    return contents(of: "\(folder.path)/saved.nn") ?? ""
  }

  private func loaded(_ folder: TemporaryFolder) throws -> TestSession {
    let session = TestSession()
    let printed = try session.run("load saved.nn", name: "\(folder.path)/main.nn")
    #expect(!printed.contains("error"), "\(printed)")
    return session
  }

  @Test("the loss curve, and settings of layers that the network does not have, are saved")
  func curveAndAbsentLayers() throws {
    for script in [
      "net 2 3 1; data xor; train 40; train 3000; train 2", "net 2 1; data xor; train 0",
      "net 2 2 1 no-bias; freeze w1 w2 w3 w4; freeze w6",
      "net 2 3 3 1; rate h2 0.1; dropout h2 0.3 high; net 2 3 1",
    ] {
      let (folder, original) = (try TemporaryFolder(), TestSession())
      try original.run(script)
      let text = try saved(original, in: folder)
      let other = try loaded(folder)
      #expect(try saved(other, in: folder) == text)
      for session in [original, other] {
        try session.run("save loss \(session === original ? "a" : "b").csv", name: "\(folder.path)/main.nn")
      }
      #expect(contents(of: "\(folder.path)/a.csv") == contents(of: "\(folder.path)/b.csv"))
      #expect((contents(of: "\(folder.path)/a.csv") ?? "").hasPrefix("epoch,loss\n1,") == script.contains("train 4"))
      let again = "net 2 3 3 1; show settings"
      #expect(try original.run(again) == other.run(again))
    }
  }

  @Test("every stored value of a session survives, and the scripts of this test change every setting")
  func everything() throws {
    let fresh = SessionContents(TestSession().interpreter.session)
    var unchanged = Set(fresh.leaves.keys)
    for script in Self.settings {
      let (folder, original) = (try TemporaryFolder(), TestSession())
      let printed = try original.run(script)
      #expect(!printed.contains("error"), "\(printed)")
      original.interpreter.session.state?.forgetStep()
      let text = try saved(original, in: folder)
      let contents = SessionContents(original.interpreter.session)
      unchanged.subtract(contents.differences(from: fresh))
      let copy = try loaded(folder)
      let differences = SessionContents(copy.interpreter.session).differences(from: contents)
      #expect(differences == [], "\(script)")
      #expect(try saved(copy, in: folder) == text)
    }
    // Set by no command.
    unchanged = unchanged.filter { !$0.hasSuffix("plan.usesKernels") }
    #expect(unchanged == [], "no script changes these")
  }

  private static var optimizers: [String] {
    Optimizer.methods.flatMap { method in
      let definition = method.definition
      return [definition.name] + definition.variants.map { "\(definition.name) \($0)" }
    }
  }

  @Test("training goes on as if it had not been interrupted, with every optimizer, schedule, shuffle and generator")
  func continuation() throws {
    let rules = Self.optimizers.map { "optimizer \($0 == "genetic" ? "genetic 8" : $0)" }
    let schedules = [
      "schedule halve-on-rise", "schedule step 2 0.5", "schedule exponential 0.9", "schedule cosine 9",
      "schedule linear 9 floor 0.01", "schedule inverse-time 0.1",
    ]
    let others =
      Shuffle.allCases.map { "shuffle \($0.rawValue)" }
      + RandomDialect.allCases.map { "seed 5 \($0.rawValue); init normal 0 1; shuffle on" }
      + [
        "dropout h 0.3; optimizer adam", "precision single; optimizer adam", "batch all; optimizer rprop",
        "batch 3; shuffle on", "convention update in-order", "convention arithmetic textbook; batch 3",
        "convention arithmetic textbook; precision single", "convention bias threshold first", "stop patience 2",
        "hand round 3", "hand exact; batch all", "data load-later", "freeze h; share w9 w10",
        "optimizer adam; clip 0.1",
      ]
    for setting in rules + schedules + others {
      let (folder, original) = (try TemporaryFolder(), TestSession())
      let data = setting == "data load-later" ? "" : "data gauss 10 0.2; "
      let setting = setting == "data load-later" ? "rate 0.1" : setting
      try original.run("seed 2; net 2 3 1; \(data)\(setting)")
      // Inside an epoch, where the optimizer makes updates.
      try original.run(setting.contains("hand") ? "train 1" : "train 7 updates; train 3; train 7 updates")
      _ = try saved(original, in: folder)
      let copy = try loaded(folder)
      let more = "digest; train 3 updates; digest; train 4; digest; loss; forward; backward; update; show weights"
      let expected = try original.run(more)
      #expect(try copy.run(more) == expected && expected.contains("epochs"), "\(setting)\n\(expected)")
    }
  }

  @Test("a training that was interrupted continues in another process")
  func interruption() throws {
    for (number, setting) in ["shuffle on", "convention arithmetic textbook", "stop patience 30; stop loss 1e-9"]
      .enumerated()
    {
      let calls = Countdown(20 + 7 * number)
      let (folder, original) = (try TemporaryFolder(), TestSession(interrupting: { calls.isOver() }))
      try original.run("seed 4; net 2 3 1; data gauss 30 0.3; report 5; \(setting)")
      #expect(throws: (any Error).self) { try original.run("train 40 until loss < 0.001") }
      _ = try saved(original, in: folder)
      let copy = try loaded(folder)
      let expected = try original.run("continue; digest; print stopped")
      #expect(try copy.run("continue; digest; print stopped") == expected && expected.contains("# epoch"))
    }
  }

  /// A session of 400,000 parameters is a file that loads in half a second, not in a hundred.
  @Test("the parameters of a layer are one command")
  func blocks() throws {
    let (folder, original) = (try TemporaryFolder(), TestSession())
    try original.run("net 60 50 2; optimizer adam; data gauss 4 0.1; data clear")
    let text = try saved(original, in: folder)
    #expect(text.occurrences(of: "\nweights ") == 2 && text.occurrences(of: "\nset ") == 0)
    #expect(try loaded(folder).run("digest") == original.run("digest"))
  }

  @Test(
    "random sessions: what can be saved is loaded, and saved again as the same file",
    arguments: 0..<(environmentNumber("NNSH_SESSIONS") ?? 12))
  func randomSession(seed: Int) throws {
    let (folder, original) = (try TemporaryFolder(), TestSession())
    var commands = RandomCommands(seed: UInt64(seed) + 5000)
    for line in commands.script(25) where !line.contains("record") && !line.contains("save") {
      try original.run(line, name: "\(folder.path)/main.nn")
    }
    let printed = try original.run("save saved.nn", name: "\(folder.path)/main.nn")
    guard !printed.contains("cannot be saved") else { return }
    #expect(printed.contains("# saved"), "\(printed)")
    let text = contents(of: "\(folder.path)/saved.nn")
    let copy = try loaded(folder)
    #expect(try saved(copy, in: folder) == text)
  }

  /// True once, after a number of questions.
  private final class Countdown: Sendable {
    private let left: Synchronized

    init(_ count: Int) { left = Synchronized(count) }

    func isOver() -> Bool { left.decrease() == 0 }
  }
}
