import Expressions
import Interpreter
import LineEditor
import Safety

/// Runs the inputs in one session and turns the outcome into an exit code.
final class Runner {
  let invocation: Invocation
  let interpreter: Interpreter
  /// nil without `--safe`.
  let safe: SafeMode?
  /// The width of the prompt before the line being run, and the number of lines printed before it.
  var typed = (promptWidth: 0, lineCount: 0)
  /// The last line run at the prompt.
  var lastEntry = ""
  private let terminal = TerminalOutput()
  /// nil unless every command is described in JSON.
  private let recording: RecordingRun?

  init(_ invocation: Invocation) {
    self.invocation = invocation
    safe = SafeMode(invocation)
    let isRecorded = invocation.printsJSON || invocation.subcommand?.subcommand == .serve
    let printed = RecordingRun.Printed()
    let output = Output { [terminal] in if isRecorded { printed.bytes += $0 } else { terminal.write($0) } }
    output.isQuiet = invocation.isQuiet
    output.isRaw = invocation.isRaw
    output.isLive = StandardStream.output.isTerminal && !isRecorded
    if output.isLive, TerminalUser.showsUnicode { output.progress = LiveLine(hidesKeys: false) }
    var options = Interpreter.Options()
    options.echoes = invocation.echoes
    options.keepsGoing = invocation.keepsGoing
    options.bounds = safe?.bounds
    options.promptsAfterwards = invocation.promptsAfterwards
    options.findings = { source, interpreter in
      guard !source.isArticle else { return nil }
      let lint = try? Lint(
        source, files: interpreter.files, bounds: interpreter.options.bounds,
        isInterrupted: { Signals.interruptRequested }, prepare: { $0.session = interpreter.session })
      return lint?.diagnostics.filter { $0.fault.kind != .mismatch }
    }
    interpreter = Interpreter(
      .nnsh, output: output, files: DiskFiles(safe: safe?.files, isInterrupted: { Signals.interruptRequested }),
      options: options,
      isInterrupted: { Signals.interruptRequested })
    recording = isRecorded ? RecordingRun(interpreter, printed: printed) : nil
  }

  /// What `nnsh test` reads and writes itself, besides the tests.
  var testFiles: any FileAccess { DiskFiles(isInterrupted: { Signals.interruptRequested }) }

  /// - Returns: the exit code: that of `quit` if it has one, else that of the first failure.
  func run() -> Int32 {
    Signals.install()
    guard applySettings() else { return 2 }
    defer { interpreter.output.flush() }
    var inputs = invocation.inputs
    let prompts = invocation.promptsAfterwards || (inputs.isEmpty && Platform.inputIsTerminal)
    if inputs.isEmpty, !prompts { inputs = [.standardInput] }
    guard recording == nil || !prompts else {
      StandardStream.errors.write("nnsh: error: --json has no prompt\nhelp: nnsh --json FILE.nn\n")
      return 2
    }
    safe?.begin(
      running: inputs.map { $0.path ?? "" } + (prompts ? [""] : []), prompts: prompts, quietly: invocation.isQuiet)
    var code: Int32 = 0
    for input in inputs {
      let outcome = run(input)
      if code == 0 { code = outcome.code }
      if let quit = outcome.quit { return quit.code ?? code }
      if outcome.code != 0, !invocation.keepsGoing, !prompts { return code }
    }
    guard prompts else { return code }
    terminal.isPrompting = true
    Platform.endsWhenInterrupted = false
    let quitCode = Prompt(runner: self).run()
    return endRecording() ? quitCode ?? code : Fault.Kind.file.exitCode
  }

  /// Writes the end of a recording; false if that fails.
  private func endRecording() -> Bool {
    do {
      try interpreter.endRecording()
      return true
    } catch {
      if let failure = error as? Diagnostic { report(failure) }
      return false
    }
  }

  /// Answers entries from standard input.
  func serve() -> Int32 {
    Signals.install()
    safe?.begin(running: [""], quietly: invocation.isQuiet)
    safe?.enterPrompt()
    Platform.endsWhenInterrupted = false
    return recording.map { Server($0).serve() } ?? 0
  }

  private func run(_ input: Input) -> Outcome {
    safe?.enter(input.path ?? "")
    return switch input {
    case .commands(let text): run(SourceText(name: "<command>", text))
    case .file(let path): run(path) { files throws(FileError) in try files.readScript(path, isChosenByUser: true) }
    case .standardInput: run("<stdin>") { files throws(FileError) in try files.readStandardInput() }
    }
  }

  private func run(_ name: String, _ read: (any FileAccess) throws(FileError) -> [UInt8]) -> Outcome {
    do throws(FileError) {
      return run(SourceText(name: name, bytes: try read(interpreter.files)))
    } catch {
      if error.isInterruption, stoppedByTime(name) { return Outcome(code: 3) }
      if error.isInterruption { Signals.reraise(Platform.interrupt) }
      StandardStream.errors.write("nnsh: error: \(visibleName(name)): \(error.reason)\n")
      return Outcome(code: 4)
    }
  }

  /// Runs a whole source; diagnostics go to standard error, after the output printed before them.
  func run(_ source: SourceText) -> Outcome {
    defer { interpreter.output.flush() }
    do {
      if let recording {
        let outcome = try recording.run(source)
        if Signals.interruptRequested { throw Interrupted() }
        return outcome
      }
      let result = try interpreter.run(source) { report($0) }
      // It came too late for the last command.
      if !source.isPrompt, Signals.interruptRequested { throw Interrupted() }
      return Outcome(code: result.fault?.exitCode ?? 0, quit: result.quit)
    } catch let interruption as Interrupted {
      interpreter.output.flush()
      interpreter.output.progress?.end()
      if stoppedByTime(source.name) { return Outcome(code: 3) }
      guard source.isPrompt else { Signals.reraise(Platform.interrupt) }
      if !interruption.isReported { terminal.write(Array("# interrupted\n".utf8)) }
      return Outcome()
    } catch {
      interpreter.output.flush()
      StandardStream.errors.write("nnsh: bug: \(error)\n")
      return Outcome(code: 70)
    }
  }

  private func stoppedByTime(_ name: String) -> Bool { safe?.reportsTimeLimit(of: name) ?? false }

  /// At the prompt.
  func showsProgress(_ isShown: Bool) {
    let line = isShown ? LiveLine(hidesKeys: true) : nil
    interpreter.output.progress = line
    terminal.line = line
  }

  /// After a command at the prompt: the next output starts on a new row.
  func endRowOfInterrupt() { terminal.endRowOfInterrupt() }

  func report(_ diagnostic: Diagnostic) {
    let errors = StandardStream.errors
    // Anything printed meanwhile is between the typed line and a caret.
    let isUnderTypedLine = errors.isTerminal && interpreter.output.lineCount == typed.lineCount
    let columns = errors.isTerminal ? interpreter.output.terminal?.columns() : nil
    errors.write(
      rendered: diagnostic.rendered(
        color: errors.isColored(invocation.color), promptWidth: typed.promptWidth,
        terminalColumns: isUnderTypedLine ? columns : nil,
        repeatsLine: errors.isTerminal && interpreter.output.terminal != nil && !isUnderTypedLine,
        columns: columns))
    typed.lineCount -= 1
  }

  /// The commands of `--seed` and `--set`.
  var settings: [String] {
    (invocation.seed.map { ["seed \($0)"] } ?? []) + invocation.variables.map { "let \($0)" }
  }

  /// Applies `--seed` and `--set`; false if one of them fails.
  func applySettings() -> Bool {
    for command in settings where run(SourceText(name: "<options>", command)).code != 0 { return false }
    interpreter.history = History()
    return true
  }
}
