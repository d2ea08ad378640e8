import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh audit FILE…`: finds and judges the equations of documents as they are.
struct AuditRun {
  let runner: Runner
  /// `-` for standard input.
  let paths: [String]
  private let output = StandardStream.output
  private let errors = StandardStream.errors

  init(runner: Runner, paths: [String]) {
    self.runner = runner
    self.paths = paths
  }

  /// - Returns: 0 if no equation is wrong, 1 if one is (or, with `--strict`, could not be read), 4 for a file that
  ///   cannot be read.
  func run() -> Int32 {
    guard !paths.isEmpty else {
      errors.write("nnsh: error: audit needs files\nhelp: nnsh audit article.md\n")
      return 2
    }
    var code: Int32 = 0
    for path in paths {
      let name = path == "-" ? "<stdin>" : path
      do throws(FileError) {
        let bytes = try runner.interpreter.files.read(path == "-" ? "/dev/stdin" : path)
        let audit = ArticleAudit(SourceText(name: name, bytes: bytes))
        report(audit)
        let fails = audit.count(.wrong) > 0 || (runner.invocation.isStrict && audit.count(.notRead) > 0)
        if fails, code == 0 { code = 1 }
      } catch {
        if error.isInterruption { Signals.reraise(Platform.interrupt) }
        errors.write("nnsh: error: \(visibleName(name)): \(error.reason)\n")
        code = 4
      }
    }
    return code
  }

  private func report(_ audit: ArticleAudit) {
    if runner.invocation.echoes { output.write(audit.listing.map { $0 + "\n" }.joined()) }
    for (problem, diagnostic) in audit.problems {
      let title = problem == .wrong ? "wrong" : "not read"
      output.write(
        diagnostic.rendered(as: title, color: output.isColored(runner.invocation.color)) + "\n")
    }
    if !runner.invocation.isQuiet { output.write(audit.summary.joined(separator: "\n") + "\n") }
  }
}
