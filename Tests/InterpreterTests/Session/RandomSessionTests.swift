import Expressions
import Interpreter
import NeuralNetwork
import Synchronization
import TestSupport
import Testing

/// Promises that hold for every command, tried with random ones. A longer run: `NNSH_SESSIONS=1000 swift test --filter
/// RandomSession`.
@Suite("Random sessions")
struct RandomSessionTests {
  private static let sessions = environmentNumber("NNSH_SESSIONS") ?? 12
  private static let commands = 30

  /// What a session is, as its commands show it, and what they do not show.
  private static func state(of session: Session) -> String {
    let shown = TestSession()
    shown.interpreter.session = session
    var text = ""
    let questions = [
      "show settings", "show net", "show weights", "show gradients", "show units", "show deltas", "show variables",
      "show data 100", "show log", "snapshot", "watch", "share", "freeze", "check summary", "digest", "activation",
      "name", "lines", "hand",
    ]
    for question in questions {
      let lines = ((try? shown.run(question)) ?? "failed").split(separator: "\n")
      // Where a line stands depends on how it was typed.
      text += lines.map { $0.contains("/test.nn:") ? $0.split(separator: " ").dropFirst(2).joined() : "\($0)\n" }
        .joined()
    }
    let unshown: [Any] = [
      session.nextSample, session.state?.currentSample as Any, session.random, session.state?.optimizerState as Any,
      session.training?.training.progress as Any,
    ]
    text.append(unshown.map { value in String(describing: value) }.joined(separator: " "))
    return text
  }

  /// A session whose sources are in a folder with data and a script.
  private final class Trial {
    let folder: TemporaryFolder
    let interpreter: Interpreter
    private var random: RandomCommands
    private let output = Collected()

    init(seed: UInt64, isInterrupted: @escaping @Sendable () -> Bool = { false }) throws {
      folder = try TemporaryFolder()
      try folder.write("a,b,c\n0,1,1\n1,1,0\n0.5,0,1\n", to: "data.csv")
      try folder.write("let x = 3\nprint x\nexpect x = 3\n", to: "other.nn")
      random = RandomCommands(seed: seed)
      var options = Interpreter.Options()
      options.keepsGoing = true
      interpreter = Interpreter(
        .nnsh, output: Output { [output] in output.bytes += $0 }, files: DiskFiles(), options: options,
        isInterrupted: isInterrupted)
    }

    func prepare() throws { for line in random.preparation() { try run(line) } }

    func nextCommand() -> String { random.next() }

    func script(_ count: Int) -> [String] { random.script(count) }

    @discardableResult
    func run(_ text: String) throws -> Printed {
      output.bytes = []
      var printed = Printed()
      let source = SourceText(name: "\(folder.path)/test.nn", text)
      printed.fault = try interpreter.run(source) {
        printed.diagnostics += "\($0.fault.message)\n".replacing(folder.path, with: "FOLDER")
      }
      .fault
      interpreter.output.flush()
      // Where a line stands depends on how it was typed.
      printed.output = String(decoding: output.bytes, as: UTF8.self).replacing(folder.path, with: "FOLDER")
        .replacing(/test\.nn:\d+:\d+/, with: "test.nn")
      return printed
    }

    private final class Collected { var bytes: [UInt8] = [] }
  }

  private struct Printed: Equatable {
    var fault: Fault.Kind?
    var output = ""
    var diagnostics = ""

    mutating func append(_ next: Printed) {
      fault = fault ?? next.fault
      output += next.output
      diagnostics += next.diagnostics
    }
  }

  @Test(
    "a failing command changes nothing; undo goes back to before a command, and redo to after it",
    arguments: 0..<sessions)
  func failingAndUndo(seed: Int) throws {
    let trial = try Trial(seed: UInt64(seed))
    try trial.prepare()
    var before = Self.state(of: trial.interpreter.session)
    for _ in 0..<Self.commands {
      let command = trial.nextCommand()
      let name = String(command.prefix { $0 != " " })
      let fault = try trial.run(command).fault
      var after = Self.state(of: trial.interpreter.session)
      // A brace that nothing opened ends a command, which runs.
      let isBlock = command.contains { "{}".contains($0) } || name == "source"
      if let fault, fault != .mismatch, !isBlock {
        #expect(after == before, "'\(command)' failed and changed the session")
      }
      if after != before, !["undo", "redo", "goto"].contains(name), !command.contains(";") {
        try trial.run("undo")
        #expect(Self.state(of: trial.interpreter.session) == before, "undo of '\(command)'")
        try trial.run("redo")
        let again = Self.state(of: trial.interpreter.session)
        #expect(again == after, "redo of '\(command)'")
        after = again
      }
      before = after
    }
  }

  @Test("a script prints the same as its lines one by one", arguments: 0..<sessions)
  func wholeAndTyped(seed: Int) throws {
    let (whole, typed) = (try Trial(seed: UInt64(seed) + 1000), try Trial(seed: 0))
    let script = whole.script(Self.commands)
    var printed = Printed()
    for line in script { printed.append(try typed.run(line)) }
    #expect(try whole.run(script.joined(separator: "\n")) == printed, "\(script.joined(separator: "\n"))")
    #expect(Self.state(of: whole.interpreter.session) == Self.state(of: typed.interpreter.session))
  }

  @Test("a training that is interrupted anywhere and continued ends as one that is not", arguments: 0..<sessions)
  func interruption(seed: Int) throws {
    let settings = CommandTable.nnsh.synopses.filter { ["Data and training"].contains($0.topic.rawValue) }.map(\.name)
    let calls = Calls()
    let interrupted = try Trial(seed: UInt64(seed) + 2000, isInterrupted: { calls.isInterrupted() })
    let straight = try Trial(seed: 0)
    var script = ["net 2 3 1; data gauss 8 0.1"]
    while script.count < 8 {
      let command = interrupted.nextCommand()
      let name = String(command.prefix { $0 != " " })
      guard settings.contains(name), !["train", "continue", "data", "sample", "predict", "test"].contains(name),
        Parser(.nnsh).parse(SourceText(name: "test.nn", command)).faults.isEmpty
      else { continue }
      script.append(command)
    }
    for line in script {
      try interrupted.run(line)
      try straight.run(line)
    }
    let fault = try straight.run("train 30").fault
    calls.interrupt(after: seed * 7 + 1)
    var pauses = 0
    var last = Printed()
    do { last = try interrupted.run("train 30") } catch is Interrupted { pauses = 1 }
    if pauses > 0 { last = try interrupted.run("continue") }
    #expect(last.fault == fault, "\(script)")
    guard fault == nil else { return }
    #expect(
      Self.state(of: interrupted.interpreter.session).withoutLog
        == Self.state(of: straight.interpreter.session).withoutLog, "\(script)")
  }

  /// Answers whether to stop: once, after a number of questions.
  private final class Calls: Sendable {
    private let left = Mutex(Int.max)

    func interrupt(after count: Int) { left.withLock { $0 = count } }

    func isInterrupted() -> Bool {
      left.withLock { left in
        left -= left == .max ? 0 : 1
        guard left == 0 else { return false }
        left = .max
        return true
      }
    }
  }
}

extension String {
  /// Without the lines of `show log`, which tell of interruptions.
  fileprivate var withoutLog: String {
    split(separator: "\n").filter { !$0.contains(" epochs, ") && !$0.contains(" epoch, ") }.joined(separator: "\n")
  }
}
