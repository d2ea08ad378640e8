import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh format PATH…`: rewrites scripts and the commands of articles in canonical form.
struct FormatRun {
  let runner: Runner
  let paths: [String]
  private let output = StandardStream.output
  private var invocation: Invocation { runner.invocation }
  private var files: any FileAccess { runner.interpreter.files }

  /// - Returns: 0 on success; 1 if `--check` or `--diff` finds a file that is not formatted, 3 for a syntax error, 4 if
  ///   a file cannot be read or written.
  func run() -> Int32 {
    let sources = SourceFiles(paths)
    return runner.forEach(sources.paths) { path in
      try format(path, sources.read(path, files))
    }
  }

  private func format(_ path: String, _ source: SourceText) throws -> Int32 {
    let formatted = source.isArticle ? ArticleFormat.formatted(source) : ScriptFormat.formatted(source)
    if Signals.interruptRequested { throw Interrupted() }
    if let fault = Limits.memoryFault { throw Diagnostic(fault, in: source) }
    guard let formatted else {
      let lint = try Lint(
        source, files: files, bounds: runner.safe?.bounds, isInterrupted: { Signals.interruptRequested })
      for diagnostic in lint.diagnostics {
        StandardStream.errors.write(
          rendered: diagnostic.rendered(color: StandardStream.errors.isColored(invocation.color)))
      }
      return 3
    }
    guard formatted.bytes != source.bytes else { return 0 }
    if invocation.showsDifference {
      output.write((["--- \(path)", "+++ \(path)"] + difference(source, formatted)).map { $0 + "\n" }.joined())
      return 1
    }
    if invocation.checksFormat {
      output.write("not formatted: \(visibleName(path))\n")
      return 1
    }
    try files.write(to: path, extensions: []) { write in try formatted.bytes.withUnsafeBytes { try write($0) } }
    if !invocation.isQuiet { output.write("formatted \(visibleName(path))\n") }
    return 0
  }

  private func difference(_ old: SourceText, _ new: SourceText) -> [String] {
    /// Without the empty one after the last newline.
    func lines(_ source: SourceText) -> [String] {
      let all = source.allLines
      return all.last?.isEmpty == true ? all.dropLast() : all
    }
    return OutputDifference(from: lines(old), to: lines(new))?.unified(from: 1) ?? []
  }
}
