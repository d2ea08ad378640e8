import Expressions
import NeuralNetwork
import WorkedExamples

/// Runs statements on a session: prompt, file, standard input and `-c` alike.
package final class Interpreter {
  package var session = Session()
  package let output: Output
  package var history = History()
  package let options: Options
  let commands: CommandTable
  /// Whether the running command has been asked to stop, as by Ctrl-C.
  package let isInterrupted: @Sendable () -> Bool
  package let files: any FileAccess
  /// The source being run, and the loops and `source` commands around it, innermost last.
  private(set) var source = SourceText(name: "<none>", "")
  private var frames: [Frame] = []
  /// Of all loops so far, where they are limited.
  private var iterations = 0
  private var sources = 0
  var watchedValues = WatchedValues()
  /// The equation lines of earlier steps, perhaps of other sessions on this thread, and the memory for the text of the
  /// next.
  package var stepPages = StepPages()
  let stepText = TextBuffer()
  /// The errors inside blocks that a dry run has gone on after.
  var dryDiagnostics: [Diagnostic] = []
  private var executed: [(source: SourceText, ranges: [SourceRange])] = []
  /// The number of top-level commands so far.
  private(set) var commandCount = 0
  /// Where commands and their output are written as they run; nil if nowhere.
  var recording: Recording?
  var replay = Replay()
  /// The seconds of training since the session was last saved or loaded.
  var unsavedSeconds = 0.0
  /// The number of commands so far that changed something, those in blocks included.
  var changes = 0

  package struct Options: Sendable {
    package var echoes = false
    package var keepsGoing = false
    /// Whether it only looks for errors: a loop runs once, a training is one epoch, and both branches of `if` run.
    package var isDry = false
    /// What `--safe` limits; nil without limits.
    package var bounds: Bounds?
    package var promptsAfterwards = false
    /// Everything that can be said about a source that does not run because of its syntax errors; nil for only those.
    package var findings: (@Sendable (SourceText, Interpreter) -> [Diagnostic]?)?

    package init() {}
  }

  private struct Frame {
    enum Kind {
      case loop(name: String)
      case sourced(SourceText, SourceRange)
    }

    var kind: Kind
    /// The current iteration of a loop.
    var iteration = 0

    init(_ kind: Kind) { self.kind = kind }
  }

  package init(
    _ commands: CommandTable, output: Output, files: any FileAccess, options: Options = Options(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) {
    self.commands = commands
    self.output = output
    self.files = files
    self.options = options
    output.room = options.bounds?.output
    self.isInterrupted = isInterrupted
  }

  /// Parses and runs a whole source.
  ///
  /// - Parameter report: receives each diagnostic as it occurs.
  /// - Throws: `Interrupted`.
  @discardableResult
  package func run(_ source: SourceText, report: (Diagnostic) -> Void) throws -> RunResult {
    if source.isPrompt, output.terminal != nil, let answer = answer(source) {
      if let fault = answer { report(Diagnostic(fault, in: source)) }
      return RunResult(fault: answer?.kind)
    }
    let faults = Parser(commands, abbreviations: source.isPrompt).faults(in: source)
    if Limits.isInterrupted { throw Interrupted() }
    let continues = options.keepsGoing && !source.isPrompt && !source.isBinary
    if faults.isEmpty || continues {
      for fault in faults { report(Diagnostic(fault, in: source)) }
    } else {
      let known = source.isPrompt ? nil : options.findings?(source, self)
      (known ?? faults.map { Diagnostic($0, in: source) }).forEach(report)
      return RunResult(fault: .error)
    }
    let outer = (self.source, frames)
    self.source = source
    frames = []
    defer { (self.source, frames) = outer }
    if executed.count >= 2000 { executed.removeFirst(1000) }
    executed.append((source, []))
    var result = RunResult(fault: faults.isEmpty ? nil : .error)
    if source.isPrompt {
      do { try recordComment(source) } catch let failure as Diagnostic {
        report(failure)
        result.fault = .file
      }
    }
    var reader = StatementReader(source, commands: commands, abbreviations: source.isPrompt)
    let progress = source.isPrompt ? nil : SourceProgress(source, output)
    defer { progress?.end() }
    while let statement = try reader.nextReadable() {
      do {
        try execute(statement, of: source)
        progress?.show(statement.range.upper)
      } catch let quit as Quit {
        result.quit = quit
        return result
      } catch let skip as Skip {
        output.report("# skipped: \(skip.reason)")
        return result
      } catch {
        guard let diagnostics = diagnostics(of: error) else { throw error }
        output.flush()
        diagnostics.forEach(report)
        result.fault = result.fault ?? diagnostics.first?.fault.kind
        guard options.keepsGoing else { return result }
      }
    }
    return result
  }

  /// Runs one parsed command of a source.
  ///
  /// - Returns: its diagnostics; none on success.
  /// - Throws: `Quit`, `Skip` and `Interrupted`.
  package func run(_ statement: Statement, of source: SourceText) throws -> [Diagnostic] {
    let outer = (self.source, frames)
    self.source = source
    frames = []
    defer { (self.source, frames) = outer }
    if executed.last?.source !== source { executed.append((source, [])) }
    do {
      try execute(statement, of: source)
      return []
    } catch {
      guard let diagnostics = diagnostics(of: error) else { throw error }
      return diagnostics
    }
  }

  /// The most recent top-level commands, as written.
  var executedCommands: ArraySlice<String> {
    executed.flatMap { text, ranges in ranges.map { text.text($0.lower, $0.upper) } }.suffix(2000)
  }

  /// A top-level command as written, on one line; nil if it is no longer kept.
  func command(numbered number: Int) -> String? {
    var back = commandCount - number
    for (text, ranges) in executed.reversed() {
      if back < ranges.count {
        let range = ranges[ranges.count - 1 - back]
        return text.text(range.lower, range.upper).split { $0.isWhitespace }.joined(separator: " ")
      }
      back -= ranges.count
    }
    return nil
  }

  private func remember(_ range: SourceRange) {
    commandCount &+= 1
    let last = executed.count - 1
    // Trimmed in large pieces: a script of a million lines must not pay for each.
    if executed[last].ranges.count >= 2000 { executed[last].ranges.removeFirst(1000) }
    executed[last].ranges.append(range)
  }

  /// Runs one top-level command: one step of `undo`.
  private func execute(_ statement: borrowing Statement, of text: SourceText) throws {
    remember(statement.range)
    if options.echoes { output.line("nn> \(text.text(statement.range.lower, statement.range.upper))") }
    if let variable = statement.command.changedVariable {
      history.begin(variable, session.variables[variable], command: commandCount)
    } else if statement.isRecorded {
      history.begin(session, command: commandCount, isSingle: !statement.runsOthers)
    }
    let changesBefore = changes
    beginRecord()
    if source.isPrompt, type(of: statement.command).isPaged { output.hold() }
    do {
      try perform(statement)
      output.release()
    } catch {
      let keepsSome = changes > changesBefore
      // An interrupted training keeps its progress.
      history.end(changed: keepsSome || (error as? Interrupted)?.isReported == true)
      if error is Interrupted {
        try recordInterrupted(statement, of: text, hasChanged: keepsSome)
      } else if !(error is Quit) {
        try record(statement, of: text, diagnostics(of: error) ?? [])
      }
      guard keepsSome, statement.runsOthers, goesOn(after: source),
        var diagnostics = diagnostics(of: error)
      else { throw error }
      diagnostics[diagnostics.count - 1].keepsSome = true
      throw Diagnostics(all: diagnostics)
    }
    history.end(changed: true)
    try record(statement, of: text)
  }

  /// Whether other commands may follow a failed one.
  private func goesOn(after source: SourceText) -> Bool {
    options.keepsGoing || options.promptsAfterwards || source.isPrompt
  }

  /// Runs one command; if it fails, the session is restored.
  ///
  /// When a command fails in a block, those before it in the block keep their effect.
  func perform(_ statement: borrowing Statement) throws {
    let before: Session? = statement.failsUnchanged ? nil : session
    do {
      try Limits.check()
      do { try statement.command.run(self) } catch is DryLoopEnd {}
      if output.isFull {
        throw Fault("more than \((options.bounds?.output ?? 0) / 1_000_000) MB printed, the limit of --safe")
      }
      if session.isWatching { watchedValues.printChanges(in: scope, to: output) }
      if statement.isRecorded, !statement.runsOthers { changes &+= 1 }
    } catch var fault as Fault {
      let audit = session.audit
      if let before { session = before }
      if fault.kind == .interrupted { throw Interrupted() }
      // A line found wrong is counted, and later lines use its numbers.
      if fault.kind == .mismatch, statement.isRecorded {
        session.audit = audit
        changes &+= 1
      }
      if fault.range == nil { fault.range = statement.range }
      throw Diagnostic(fault, in: source, trail: trail)
    } catch {
      if error is Diagnostic, !statement.runsOthers, let before { session = before }
      // An interrupted training keeps its progress.
      if let interruption = error as? Interrupted, !interruption.isReported, !statement.runsOthers,
        let before
      {
        session = before
      }
      if error is Interrupted, session.isWatching { watchedValues.printChanges(in: scope, to: output) }
      throw error
    }
  }

  /// Runs a block inside a loop or a branch.
  func perform(_ block: Block) throws {
    // By address: copying a command takes as long as a short one runs.
    try block.statements.withUnsafeBufferPointer { statements in
      guard let first = statements.baseAddress else { return }
      for index in 0..<statements.count {
        if isInterrupted() { throw Interrupted() }
        do {
          try perform((first + index).pointee)
        } catch let error where options.isDry && diagnostics(of: error) != nil {
          dryDiagnostics += diagnostics(of: error) ?? []
        }
      }
    }
  }

  /// Runs a block again and again.
  ///
  /// - Parameters:
  ///   - condition: what has to hold before each iteration; nil for nothing.
  ///   - begin: called before each iteration, with the number of those before it.
  func loop(
    _ name: String, _ block: Block, times count: Int, while condition: Expression? = nil, begin: ((Int) -> Void)? = nil
  ) throws {
    frames.append(Frame(.loop(name: name)))
    defer { frames.removeLast() }
    let own = frames.count - 1
    while try frames[own].iteration < count && (condition?.truth(in: self) ?? true || options.isDry) {
      begin?(frames[own].iteration)
      frames[own].iteration += 1
      try countIteration()
      if block.statements.isEmpty, isInterrupted() { throw Interrupted() }
      if options.isDry, frames[own].iteration > 1 { throw DryLoopEnd() }
      try perform(block)
      let done = frames[own].iteration
      // A variable may become a number late; to look for that after every iteration would take too long.
      if begin == nil, done >= 16, done & (done - 1) == 0 {
        if try finish(block, times: count - done, while: condition) { return }
        if condition == nil, try skipSilentSteps(of: block, times: count - done) { frames[own].iteration = count - 1 }
      }
    }
  }

  /// Whether iterations of a loop may be run without interpreting them.
  private var canCompile: Bool { !session.isWatching && !options.isDry && options.bounds == nil }

  private func requireNotStopped(at range: SourceRange) throws {
    if isInterrupted() { throw Interrupted() }
    do throws(Fault) { try Limits.check(at: range) } catch {
      throw error.kind == .interrupted ? Interrupted() : Diagnostic(error, in: source, trail: trail)
    }
  }

  /// Runs all but the last of the remaining iterations of a loop as `SilentSteps`.
  ///
  /// - Returns: false if they have to be interpreted.
  private func skipSilentSteps(of block: Block, times count: Int) throws -> Bool {
    guard canCompile, count > 1, let steps = SilentSteps(block, in: self),
      let run = steps.run(count - 1, check: { try requireNotStopped(at: block.range) })
    else { return false }
    session = run.session
    changes &+= 1
    guard let error = run.error else { return true }
    // The passes that are shown are those of the last step.
    try step(run.inputs, run.targets, sample: run.sample)
    throw error
  }

  /// Runs the remaining iterations of a loop as a `LoopProgram`.
  ///
  /// - Returns: false if they have to be interpreted.
  private func finish(_ block: Block, times count: Int, while condition: Expression?) throws -> Bool {
    guard canCompile,
      var program = LoopCompiler.program(of: block, times: count, while: condition, in: session)
    else { return false }
    defer {
      for variable in program.variables where variable.isAssigned {
        session.variables[variable.name] = .number(program.registers[Int(variable.register)])
        changes &+= 1
      }
    }
    try program.run { try requireNotStopped(at: block.range) }
    return true
  }

  /// Changes the name of the innermost loop, which is said with an error in it.
  func rename(loop name: String) { frames[frames.count - 1].kind = .loop(name: name) }

  /// Runs another source in this session, as `source` does.
  func include(_ text: SourceText, at range: SourceRange) throws {
    let depth = frames.count { if case .sourced = $0.kind { true } else { false } }
    guard depth < 50 else {
      throw Fault("circular source", at: range, label: "at most 50 levels")
    }
    try countSource()
    let faults = Parser(commands).faults(in: text)
    if Limits.isInterrupted { throw Interrupted() }
    frames.append(Frame(.sourced(source, range)))
    let outer = source
    source = text
    defer {
      frames.removeLast()
      source = outer
    }
    guard faults.isEmpty else { throw Diagnostics(all: faults.map { Diagnostic($0, in: text, trail: trail) }) }
    var reader = StatementReader(text, commands: commands, abbreviations: false)
    let progress = SourceProgress(text, output)
    defer { progress?.end() }
    while let statement = try reader.next() {
      if isInterrupted() { throw Interrupted() }
      try perform(statement)
      progress?.show(statement.range.upper)
    }
  }

  private func countSource() throws(Fault) {
    guard let limit = options.bounds?.sources else { return }
    sources += 1
    guard sources <= limit else { throw Fault("more than \(limit) files run by source, the limit of --safe") }
  }

  private func countIteration() throws(Fault) {
    guard let limit = options.bounds?.iterations else { return }
    iterations += 1
    guard iterations <= limit else { throw Fault("more than \(limit) iterations, the limit of --safe") }
  }

  /// Resolves a path relative to the file being run; at the prompt `~/` is the user's folder.
  package func path(_ path: String) -> String {
    if source.isPrompt { return inHome(path) }
    guard !path.hasPrefix("/"), !source.name.hasPrefix("<"), let slash = source.name.lastIndex(of: "/") else {
      return path
    }
    return source.name[...slash] + path
  }

  private var trail: [String] {
    frames.reversed().map { frame in
      switch frame.kind {
      case .loop(let name): "in \(name) \(frame.iteration)"
      case .sourced(let text, let range): "from \(text.name):\(text.position(of: range.lower).line)"
      }
    }
  }

  /// The scope in which the operands of a command are evaluated.
  package var scope: SessionScope { SessionScope(session: session, isInterrupted: isInterrupted) }

  /// Prints `NAME = VALUE`, which a watch on that name does not repeat.
  func printValue(_ name: String, _ value: Double) {
    output.line("\(name) = \(rounded(value, digits: session.settings.digits))")
    watchedValues.remember(name, value)
  }

  /// The parameters that a name refers to.
  func parameters(_ name: Located<Name>) throws(Fault) -> [Int] { try scope.parameters(name) }

  /// The units that a name refers to: one, or those of a layer.
  func units(_ name: Located<Name>) throws(Fault) -> [Int] { try scope.units(name) }
}

/// Thrown after the first iteration of a loop in a dry run.
private struct DryLoopEnd: Error {}

/// All the syntax errors of a sourced file.
struct Diagnostics: Error {
  let all: [Diagnostic]
}

/// The diagnostics of an error; nil for `Quit` and `Interrupted`, which are not failures.
func diagnostics(of error: any Error) -> [Diagnostic]? {
  switch error {
  case let diagnostic as Diagnostic: [diagnostic]
  case let diagnostics as Diagnostics: diagnostics.all
  default: nil
  }
}
