import Expressions
import Interpreter
import LineEditor
import Safety

/// The prompt: reads and runs lines until Ctrl-D or `quit`.
struct Prompt {
  let runner: Runner
  private var interpreter: Interpreter { runner.interpreter }
  private let parser = Parser(.nnsh, abbreviations: true)

  init(runner: Runner) { self.runner = runner }

  /// - Returns: the exit code of `quit`, or 4 if the input cannot be read; nil otherwise.
  func run() -> Int32? {
    runner.safe?.enterPrompt()
    var configuration = LineEditor.Configuration(program: "nnsh")
    configuration.historyFailed = { failure in
      StandardStream.errors.write(
        "nnsh: warning: cannot \(failure.operation == .read ? "read" : "write") the history file \(visibleName(failure.path)): \(failure.reason)\n"
      )
    }
    if runner.safe != nil { configuration.historyPath = nil }
    let interpreter = interpreter
    let commands = CommandTable.nnsh
    configuration.isComplete = { !parser.isIncomplete($0) }
    configuration.completions = { text, cursor in
      let completion = Completion(
        text, cursor: cursor, commands: commands, session: interpreter.session, list: Platform.entries)
      return CompletionResult(
        range: completion.range,
        // A file's name with a newline would be a command of its own.
        candidates: completion.candidates.filter { !$0.name.unicodeScalars.contains(where: isHidden) }.map {
          .init($0.name, description: $0.meaning, suffix: $0.isWhole ? " " : "")
        })
    }
    configuration.hint = { operandHint($0, commands) }
    configuration.highlight = { text in
      wordKinds(text, commands).map { StyledRange($0.range, style(of: $0.kind)) }
    }
    configuration.promptStyle = .bold
    configuration.isColored = StandardStream.output.isColored(runner.invocation.color)
    if runner.invocation.runsInitFile, runner.safe == nil, let quit = runInit() { return quit.code }
    guard let editor = LineEditor(configuration) else { return runPlainly() }
    interpreter.output.line("nnsh: type help for a list of commands, quit or Ctrl-D to leave")
    interpreter.output.flush()
    defer { interpreter.endRecording() }
    // Whether it has been said that leaving loses a training.
    var isWarned = false
    while true {
      let prompt = prompt
      switch editor.readLine(prompt: prompt) {
      case .line(let text):
        runner.promptWidth = prompt.count
        guard let quit = execute(text) else {
          isWarned = false
          continue
        }
        if quit.code != nil || isWarned || !warnsOfLoss() { return quit.code }
        isWarned = true
      case .interrupted: continue
      case .endOfInput:
        if isWarned || !warnsOfLoss() { return nil }
        isWarned = true
      case .terminated(let signal): Signals.reraise(signal)
      }
    }
  }

  /// `nn 2-4-1> `
  private var prompt: String {
    guard let sizes = interpreter.session.state?.network.topology.sizes else { return "nn> " }
    return "nn \(sizes.map(String.init).joined(separator: "-"))> "
  }

  /// Says that leaving would lose a long training; false if there is none.
  private func warnsOfLoss() -> Bool {
    guard interpreter.losesTraining else { return false }
    interpreter.output.line("# the training is not saved: save FILE.nn, or leave again")
    interpreter.output.flush()
    return true
  }

  private func execute(_ text: String) -> Quit? {
    defer {
      runner.endRowOfInterrupt()
      Signals.clear()
    }
    return runner.run(SourceText(name: "<prompt>", text)).quit
  }

  /// Without line editing or a prompt, where standard input is not a suitable terminal.
  private func runPlainly() -> Int32? {
    var reader = PlainLineReader()
    var text = ""
    while true {
      guard let event = try? reader.readLine() else { return 4 }
      guard case .line(let line) = event else { break }
      text += text.isEmpty ? line : "\n" + line
      if parser.isIncomplete(text) { continue }
      if let quit = execute(text) { return quit.code }
      text = ""
    }
    return text.isEmpty ? nil : execute(text)?.code
  }

  /// Runs `$XDG_CONFIG_HOME/nnsh/init.nn`, if it exists.
  private func runInit() -> Quit? {
    let folder = environment("XDG_CONFIG_HOME") ?? (environment("HOME").map { "\($0)/.config" })
    guard let path = folder.map({ "\($0)/nnsh/init.nn" }), Platform.isReadable(path) else { return nil }
    guard let bytes = try? interpreter.files.read(path) else { return nil }
    return runner.run(SourceText(name: path, bytes: bytes)).quit
  }

  private func style(of kind: WordKind) -> Style {
    switch kind {
    case .command: .green
    case .unknownCommand: .red
    case .number: .cyan
    case .string: .yellow
    case .comment: .gray
    }
  }
}
