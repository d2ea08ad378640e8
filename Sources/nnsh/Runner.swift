import Expressions
import Glibc
import Interpreter
import LineEditor

/// Runs the inputs in one session and turns the outcome into an exit code.
final class Runner {
  let options: Invocation
  let interpreter: Interpreter
  /// Columns that the prompt of the line being run takes.
  var promptWidth = 0
  private let errors = StandardStream(descriptor: STDERR_FILENO)
  private let terminal = TerminalOutput()

  init(options: Invocation) {
    self.options = options
    let output = Output { [terminal] in terminal.write($0) }
    output.isQuiet = options.quiet
    output.isLive = isatty(STDOUT_FILENO) != 0
    var settings = Interpreter.Options()
    settings.echoes = options.echo
    settings.keepsGoing = options.keepGoing
    interpreter = Interpreter(
      output: output, files: DiskFiles(isInterrupted: { Signals.interruptRequested }), options: settings,
      isInterrupted: { Signals.interruptRequested })
  }

  func run(_ inputs: [Inputs]) -> Int32 {
    Signals.install()
    watchInterrupts(Signals.interruptFlag)
    if let code = applySettings() { return code }
    var worst: Int32 = 0
    var inputs = inputs
    let prompts = options.interactive || (inputs.isEmpty && isatty(STDIN_FILENO) != 0)
    if inputs.isEmpty, !prompts { inputs = [.standardInput] }
    for input in inputs {
      guard let code = run(input) else { return finish(0) }
      if code < 0 { return finish(-code - 1) }
      if worst == 0 { worst = code }
      if code != 0, !options.keepGoing, !prompts { return finish(code) }
    }
    guard prompts else { return finish(worst) }
    terminal.isPrompting = true
    let code = Prompt(runner: self).run()
    return finish(code == 0 ? worst : code)
  }

  /// - Returns: the exit code; below 0 for `quit` with the code −1 − result.
  private func run(_ input: Inputs) -> Int32? {
    switch input {
    case .commands(let text): return run(SourceText(name: "<command>", text))
    case .file(let path): return run(file: path, name: path)
    case .standardInput: return run(file: "/dev/stdin", name: "<stdin>")
    }
  }

  private func run(file path: String, name: String) -> Int32? {
    do throws(FileError) {
      return run(SourceText(name: name, bytes: try interpreter.files.read(path)))
    } catch {
      errors.write("nnsh: error: \(name): \(error.reason)\n")
      return 4
    }
  }

  /// Runs a whole text; messages go to standard error behind the output that came before them.
  func run(_ source: SourceText) -> Int32 {
    do {
      let kind = try interpreter.run(source) { report($0) }
      interpreter.output.flush()
      return kind?.exitCode ?? 0
    } catch let quit as Quit {
      interpreter.output.flush()
      return -1 - quit.code
    } catch let interruption as Interrupted {
      interpreter.output.flush()
      if source.isPrompt {
        if !interruption.isReported { terminal.write(Array("# interrupted\n".utf8)) }
        return 0
      }
      Signals.reraise(SIGINT)
    } catch {
      interpreter.output.flush()
      errors.write("nnsh: bug: \(error)\n")
      return 70
    }
  }

  /// After a command at the prompt: what comes next stands on a row of its own.
  func endRowOfInterrupt() { terminal.endRowOfInterrupt() }

  func report(_ diagnostic: Diagnostic) {
    errors.write(diagnostic.rendered(color: usesColor(on: errors), promptWidth: promptWidth))
  }

  func usesColor(on stream: StandardStream) -> Bool {
    switch options.color {
    case .always: true
    case .never: false
    case .auto: stream.isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
    }
  }

  private func applySettings() -> Int32? {
    var commands = options.seed.map { ["seed \($0)"] } ?? []
    for setting in options.settings {
      guard let equal = setting.firstIndex(of: "=") else {
        errors.write("nnsh: error: --set takes NAME=VALUE, got '\(setting)'\nhelp: nnsh --set rate0=0.5\n")
        return 2
      }
      commands.append("let \(setting[..<equal]) = \(setting[setting.index(after: equal)...])")
    }
    for command in commands where run(SourceText(name: "<options>", command)) != 0 { return 2 }
    interpreter.history = History()
    return nil
  }

  private func finish(_ code: Int32) -> Int32 {
    interpreter.output.flush()
    return code
  }
}

extension Fault.Kind {
  var exitCode: Int32 {
    switch self {
    case .mismatch: 1
    case .error: 3
    case .file: 4
    case .divergence: 5
    }
  }
}

/// Standard output; at the prompt, what follows a Ctrl-C begins on a row of its own, behind the terminal's `^C`.
final class TerminalOutput {
  private let stream = StandardStream(descriptor: STDOUT_FILENO)
  var isPrompting = false
  private var followsInterrupt = false

  func write(_ bytes: [UInt8]) {
    if isPrompting, Signals.interruptRequested, !followsInterrupt { stream.write("\n") }
    followsInterrupt = Signals.interruptRequested
    stream.write(bytes)
  }

  func endRowOfInterrupt() {
    write([])
    followsInterrupt = false
  }
}
