import Expressions
import Interpreter
import LineEditor
import Safety

/// The process: options, the choice of input, the exit code.
@main
enum Nnsh {
  static func main() {
    ProcessArguments.endStart()
    Platform.occupyStandardDescriptors()
    Platform.reportLargeFiles()
    Platform.runOnDeepStack { start() }
  }

  private static func start() -> Never {
    let errors = StandardStream.errors
    if let name = environment("NNSH_CPU"), !useProcessor(named: name) {
      errors.write("nnsh: error: NNSH_CPU must be baseline, avx2 or avx512, got '\(name)'\n")
      Platform.exit(2)
    }
    do throws(UsageError) {
      Platform.exit(run(try Invocation(ProcessArguments.all.dropFirst())))
    } catch {
      errors.write("nnsh: error: \(error.message)\nhelp: \(error.help)\n")
      Platform.exit(2)
    }
  }

  /// - Returns: the exit code.
  private static func run(_ invocation: Invocation) -> Int32 {
    if let answer = invocation.answer {
      StandardStream.output.write(answer + "\n")
      return 0
    }
    let runner = Runner(invocation)
    // The end of the process frees everything at once.
    _ = Unmanaged.passRetained(runner)
    if let bytes = invocation.memory?.bytes ?? runner.safe?.bounds.memory { Limits.setMemory(bytes) }
    Limits.watchInterrupts(Signals.interruptFlag)
    Platform.watch()
    if let (subcommand, paths) = invocation.subcommand { return run(subcommand, paths, runner) }
    if let timeout = invocation.timeout { Deadlines.endProcess(after: timeout.seconds) }
    return runner.run()
  }

  private static func printGrammar(_ formats: [String]) -> Int32 {
    guard formats.count == 1, let format = GrammarFormat(rawValue: formats[0]) else {
      StandardStream.errors.write(
        "nnsh: error: grammar takes one of \(GrammarFormat.allCases.map(\.rawValue).joined(separator: ", "))\n"
          + "help: nnsh grammar vim\n")
      return 2
    }
    StandardStream.output.write(format.text)
    return 0
  }

  private static func run(_ subcommand: Subcommand, _ paths: [String], _ runner: Runner) -> Int32 {
    guard subcommand.takesPaths || paths.isEmpty else {
      let name = subcommand.rawValue
      StandardStream.errors.write("nnsh: error: \(name) takes no files\nhelp: nnsh \(name)\n")
      return 2
    }
    guard !paths.isEmpty || !subcommand.needsPaths || subcommand == .test && runner.invocation.test.onlyFailed else {
      StandardStream.errors.write(
        "nnsh: error: \(subcommand.rawValue) needs files or folders\nhelp: nnsh \(subcommand.rawValue) articles/\n")
      return 2
    }
    // A wrong --seed or --set is reported once, not for every file.
    guard runner.applySettings() else { return 2 }
    switch subcommand {
    case .lint: return LintRun(runner: runner, paths: paths).run()
    case .format: return FormatRun(runner: runner, paths: paths).run()
    case .test:
      return TestRun(
        runner.invocation, paths: paths, settings: runner.settings, files: runner.testFiles, safe: runner.safe
      ).run()
    case .serve: return runner.serve()
    case .lsp:
      runner.safe?.begin(running: [""], quietly: true)
      return LanguageServer(files: runner.interpreter.files, bounds: runner.safe?.bounds).run()
    case .grammar: return printGrammar(paths)
    case .audit:
      if let timeout = runner.invocation.timeout { Deadlines.endProcess(after: timeout.seconds) }
      return AuditRun(runner: runner, paths: paths).run()
    }
  }
}
