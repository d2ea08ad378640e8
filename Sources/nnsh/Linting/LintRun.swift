import Interpreter
import LineEditor
import Safety

/// `nnsh lint PATH…`: what can be said about scripts and articles without running them.
struct LintRun {
  let runner: Runner
  let paths: [String]
  private let output = StandardStream.output
  private var invocation: Invocation { runner.invocation }
  private var files: any FileAccess { runner.interpreter.files }

  /// - Returns: 0 if nothing was found, 1 for findings, 3 for the time limit of
  ///   `--safe`, 4 if a file cannot be read.
  func run() -> Int32 {
    var found: [Diagnostic] = []
    let sources = SourceFiles(paths)
    let code = runner.forEach(sources.paths) { path in
      let source = try sources.read(path, files)
      let lint = try Lint(
        source, files: files, bounds: runner.safe?.bounds, isInterrupted: { Signals.interruptRequested }
      ) {
        interpreter in
        for command in runner.settings { _ = try? interpreter.run(SourceText(name: "<options>", command)) { _ in } }
      }
      if Signals.interruptRequested { throw Interrupted() }
      found += lint.diagnostics
      if invocation.lintForm != .json { lint.diagnostics.forEach(print) }
      return lint.diagnostics.isEmpty ? 0 : 1
    }
    if invocation.lintForm == .json {
      output.write("[\(found.map { jsonObject($0) }.joined(separator: ",\n "))]\n")
    } else if !invocation.isQuiet {
      output.write("\(counted(sources.paths.count, "file")), \(counted(found.count, "finding"))\n")
    }
    return code
  }

  private func print(_ diagnostic: Diagnostic) {
    let text = diagnostic.rendered(color: output.isColored(invocation.color))
    switch invocation.lintForm {
    case .short: output.write(rendered: text.prefix { $0 != "\n" } + "\n")
    case .long: output.write(rendered: text)
    case .json: break
    }
  }
}
