import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh format PATH…`: rewrites scripts and the commands of articles in canonical form.
struct FormatRun {
  let invocation: Invocation
  let paths: [String]
  let files: any FileAccess
  /// nil without `--safe`.
  let safe: SafeMode?
  private let output = StandardStream.output

  init(_ invocation: Invocation, paths: [String], files: any FileAccess, safe: SafeMode?) {
    self.safe = safe
    self.invocation = invocation
    self.paths = paths
    self.files = files
  }

  /// - Returns: 0 on success; 1 if `--check` or `--diff` finds a file that is not formatted, 3 for a syntax error, 4 if
  ///   a file cannot be read or written.
  func run() -> Int32 {
    let sources = SourceFiles(paths)
    safe?.begin(running: sources.paths, quietly: invocation.isQuiet)
    return sources.paths.reduce(0) { max($0, format($1, of: sources)) }
  }

  private func format(_ path: String, of sources: SourceFiles) -> Int32 {
    safe?.enter(path)
    do {
      let source = try sources.read(path, files)
      let formatted = source.isArticle ? ArticleFormat.formatted(source) : ScriptFormat.formatted(source)
      if Signals.interruptRequested { return stopped(path) }
      if let fault = Limits.memoryFault {
        report(Diagnostic(fault, in: source))
        return 3
      }
      guard let formatted else {
        let lint = try Lint(
          source, files: files, bounds: safe?.bounds, isInterrupted: { Signals.interruptRequested })
        lint.diagnostics.forEach(report)
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
    } catch is Interrupted {
      return stopped(path)
    } catch let error as FileError {
      StandardStream.errors.write("nnsh: error: \(visibleName(path)): \(error.reason)\n")
      return 4
    } catch {
      return 4
    }
  }

  private func report(_ diagnostic: Diagnostic) {
    let errors = StandardStream.errors
    errors.write(rendered: diagnostic.rendered(color: errors.isColored(invocation.color)))
  }

  /// By the time limit of `--safe`, or by a person.
  private func stopped(_ path: String) -> Int32 {
    if safe?.reportsTimeLimit(of: path) == true { return 3 }
    Signals.reraise(Platform.interrupt)
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
