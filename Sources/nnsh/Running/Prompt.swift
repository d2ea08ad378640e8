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
        text, cursor: cursor, commands: commands, session: interpreter.session,
        list: { Platform.entries(ofFolder: inHome($0)) })
      return CompletionResult(
        range: completion.range,
        // A file's name with a newline would be a command of its own.
        candidates: completion.candidates.filter { !$0.name.unicodeScalars.contains(where: isHidden) }.map {
          .init($0.name, description: $0.meaning, suffix: $0.isWhole ? " " : "")
        })
    }
    configuration.hint = { operandHint($0, commands, interpreter.session, room: $1) }
    configuration.highlight = { text, cursor in
      wordKinds(text, commands, interpreter.session, cursor: cursor).map { StyledRange($0.range, style(of: $0.kind)) }
    }
    configuration.pasted = { text in
      guard let session = PastedSession(text, isIncomplete: parser.isIncomplete) else { return (text, nil) }
      return (session.commands, session.remark)
    }
    configuration.opensEditor = runner.safe == nil
    configuration.promptStyle = .bold
    configuration.isColored = StandardStream.output.isColored(runner.invocation.color)
    let isReadAloud = TerminalUser.isReadAloud
    if isReadAloud {
      // What is painted around the line would be read as if it had been typed.
      configuration.isColored = false
      configuration.showsMenu = false
    }
    if runner.invocation.runsInitFile, runner.safe == nil, let quit = runInit() { return quit.code }
    let editor = LineEditor(configuration)
    if Platform.inputIsTerminal, StandardStream.output.isTerminal {
      let pager = editor == nil || runner.safe != nil ? nil : Pager()
      interpreter.output.terminal = TerminalView(
        columns: { Platform.columns }, hasGraphics: editor != nil && Platform.showsUnicode && !isReadAloud,
        isColored: configuration.isColored && editor != nil, isReadAloud: isReadAloud,
        rows: { Platform.rows }, page: { pager?.show($0) ?? false })
      runner.showsProgress(interpreter.output.terminal?.hasGraphics == true)
      for line in Prompt.banner { interpreter.output.paragraph(line) }
      interpreter.output.flush()
    }
    guard let editor else { return runPlainly() }
    // Whether it has been said that leaving loses a training.
    var isWarned = false
    while true {
      let prompt = prompt
      switch editor.readLine(prompt: prompt) {
      case .line(let text):
        guard let quit = execute(text, after: prompt) else {
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

  private static let banner = [
    "nnsh: a shell for neural networks. Begin with: net 2 4 1",
    "help start shows the first steps, help lists the commands, Ctrl-D leaves.",
  ]

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

  /// - Parameter prompt: what precedes the text on the screen.
  private func execute(_ text: String, after prompt: String = "") -> Quit? {
    runner.typed = (prompt.count, interpreter.output.lineCount)
    defer {
      runner.endRowOfInterrupt()
      Signals.clear()
    }
    var text = text
    if interpreter.output.terminal != nil {
      switch PromptWord(text) {
      case .clearScreen:
        StandardStream.output.write(
          rendered: interpreter.output.terminal?.hasGraphics == true ? "\u{1B}[H\u{1B}[2J" : "")
        return nil
      case .edit:
        guard runner.safe == nil, let edited = LineEditor.edited(runner.lastEntry), !edited.isEmpty else {
          StandardStream.errors.write("error: no editor\nhelp: set the environment variable VISUAL or EDITOR\n")
          return nil
        }
        text = edited
        interpreter.output.line(edited)
      case .command(let command): text = command
      case nil: break
      }
      // A line of a session, pasted into a terminal that does not mark pastes.
      if let command = PastedSession.command(in: text[...]) { text = command }
    }
    runner.lastEntry = text
    return runner.run(SourceText(name: "<prompt>", text)).quit
  }

  /// Without line editing or a prompt, where standard input is not a suitable terminal.
  private func runPlainly() -> Int32? {
    var reader = PlainLineReader()
    var text = ""
    let hasPrompt = interpreter.output.terminal != nil
    while true {
      if hasPrompt { StandardStream.output.write(text.isEmpty ? prompt : "  ") }
      guard let event = try? reader.readLine() else { return 4 }
      if hasPrompt, event == .interrupted {
        Signals.clear()
        StandardStream.output.write("\n")
        text = ""
        continue
      }
      guard case .line(let line) = event else { break }
      // A Ctrl-C before the line was for what was typed then.
      if hasPrompt, Signals.interruptRequested { text = "" }
      Signals.clear()
      text += text.isEmpty ? line : "\n" + line
      if parser.isIncomplete(text) { continue }
      if let quit = execute(text, after: hasPrompt ? prompt : "") { return quit.code }
      text = ""
    }
    if hasPrompt { StandardStream.output.write("\n") }
    return text.isEmpty ? nil : execute(text)?.code
  }

  /// Runs `$XDG_CONFIG_HOME/nnsh/init.nn`, if it exists.
  private func runInit() -> Quit? {
    let folder = environment("XDG_CONFIG_HOME") ?? (environment("HOME").map { "\($0)/.config" })
    guard let path = folder.map({ "\($0)/nnsh/init.nn" }), System.isReadable(path) else { return nil }
    guard let bytes = try? interpreter.files.read(path) else { return nil }
    return runner.run(SourceText(name: path, bytes: bytes)).quit
  }

  private func style(of kind: WordKind) -> Style {
    switch kind {
    case .command: .green
    case .unknownCommand, .surplus: .red
    case .number: .cyan
    case .string: .yellow
    case .comment: .gray
    case .open: Style(parameters: "1;33")
    case .pair: Style(parameters: "1;4")
    }
  }
}
