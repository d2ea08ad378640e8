import Expressions
import Glibc
import Interpreter
import LineEditor

/// The prompt: lines in, one command or several each, until Ctrl-D or `quit`.
struct Prompt {
  let runner: Runner
  private var interpreter: Interpreter { runner.interpreter }

  init(runner: Runner) { self.runner = runner }

  /// - Returns: the exit code.
  func run() -> Int32 {
    var configuration = LineEditor.Configuration(program: "nnsh")
    let errors = StandardStream(descriptor: STDERR_FILENO)
    configuration.historyFailed = { failure in
      errors.write(
        "nnsh: warning: the history \(failure.path) cannot be \(failure.operation == .read ? "read" : "written"): \(failure.reason)\n"
      )
    }
    configuration.isComplete = { !Parser.isIncomplete($0) }
    let interpreter = interpreter
    configuration.completions = { text, cursor in
      let completion = Completion(text, cursor: cursor, session: interpreter.session, list: listFolder)
      return CompletionResult(
        range: completion.range,
        candidates: completion.candidates.map {
          .init($0.name, description: $0.meaning, suffix: $0.isWhole ? " " : "")
        })
    }
    configuration.hint = operandHint
    configuration.highlight = { text in
      wordKinds(text).map { StyledRange($0.range, style(of: $0.kind)) }
    }
    configuration.promptStyle = .bold
    if !runner.options.noInit, let code = runInit() { return code }
    guard let editor = LineEditor(configuration) else { return runPlainly() }
    interpreter.output.line("nnsh: type help for the commands, quit or Ctrl-D to leave")
    interpreter.output.flush()
    while true {
      let prompt = prompt
      switch editor.readLine(prompt: prompt) {
      case .line(let text):
        runner.promptWidth = prompt.count
        if let code = execute(text) { return code }
      case .interrupted: continue
      case .endOfInput: return 0
      case .terminated(let signal): Signals.reraise(signal)
      }
    }
  }

  /// `nn 2-4-1> `
  private var prompt: String {
    guard let sizes = interpreter.session.state?.network.topology.sizes else { return "nn> " }
    return "nn \(sizes.map(String.init).joined(separator: "-"))> "
  }

  private func execute(_ text: String) -> Int32? {
    defer {
      runner.endRowOfInterrupt()
      Signals.clear()
    }
    let code = runner.run(SourceText(name: "<prompt>", text))
    return code < 0 ? -code - 1 : nil
  }

  /// Where standard input is no terminal to edit on: lines as they come, without a prompt.
  private func runPlainly() -> Int32 {
    var reader = PlainLineReader()
    var text = ""
    while true {
      guard let event = try? reader.readLine() else { return 4 }
      guard case .line(let line) = event else { break }
      text += text.isEmpty ? line : "\n" + line
      if Parser.isIncomplete(text) { continue }
      if let code = execute(text) { return code }
      text = ""
    }
    return text.isEmpty ? 0 : execute(text) ?? 0
  }

  /// Runs `$XDG_CONFIG_HOME/nnsh/init.nn`, if it is there.
  private func runInit() -> Int32? {
    let folder = environment("XDG_CONFIG_HOME") ?? (environment("HOME").map { "\($0)/.config" })
    guard let path = folder.map({ "\($0)/nnsh/init.nn" }), access(path, R_OK) == 0 else { return nil }
    guard let bytes = try? interpreter.files.read(path) else { return nil }
    let code = runner.run(SourceText(name: path, bytes: bytes))
    return code < 0 ? -code - 1 : nil
  }

  private func style(of kind: WordKind) -> Style {
    switch kind {
    case .command: .green
    case .unknownCommand: .red
    case .number: .cyan
    case .text: .yellow
    case .comment: .grey
    }
  }
}

/// The entries of a folder; folders with a `/`.
func listFolder(_ path: String) -> [String] {
  guard let folder = opendir(path) else { return [] }
  defer { closedir(folder) }
  var names: [String] = []
  while let entry = readdir(folder) {
    let name = withUnsafePointer(to: entry.pointee.d_name) {
      $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
    }
    guard name != ".", name != ".." else { continue }
    names.append(entry.pointee.d_type == UInt8(DT_DIR) ? name + "/" : name)
  }
  return names
}
