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
  var frames: [Frame] = []
  /// Of all loops so far, where they are limited.
  var iterations = 0
  private var sources = 0
  var watchedValues = WatchedValues()
  /// The equation lines of earlier steps, perhaps of other sessions on this thread, and the memory for the text of the
  /// next.
  package var stepPages = StepPages()
  let stepText = TextBuffer()
  /// The errors inside blocks that a dry run has gone on after.
  var dryDiagnostics: [Diagnostic] = []
  private(set) var executed = ExecutedCommands()
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
    executed.begin(source)
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
    executed.resume(source)
    do {
      try execute(statement, of: source)
      return []
    } catch {
      guard let diagnostics = diagnostics(of: error) else { throw error }
      return diagnostics
    }
  }

  /// Runs one top-level command: one step of `undo`.
  private func execute(_ statement: borrowing Statement, of text: SourceText) throws {
    executed.add(statement.range)
    if options.echoes { output.line("nn> \(text.text(statement.range.lower, statement.range.upper))") }
    if let variable = statement.command.changedVariable {
      history.begin(variable, session.variables[variable], command: executed.count)
    } else if statement.isRecorded {
      history.begin(session, command: executed.count, isSingle: !statement.runsOthers)
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

  /// Runs another source in this session, as `source` does.
  func include(_ text: SourceText, at range: SourceRange) throws {
    guard frames.count(where: \.isSource) < 50 else {
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

  /// Resolves a path relative to the file being run; at the prompt `~/` is the user's folder.
  package func path(_ path: String) -> String {
    if source.isPrompt { return inHome(path) }
    guard !path.hasPrefix("/"), !source.name.hasPrefix("<"), let slash = source.name.lastIndex(of: "/") else {
      return path
    }
    return source.name[...slash] + path
  }

  /// What surrounds the running command, as it is said with an error.
  var trail: [String] { frames.reversed().map(\.text) }

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
