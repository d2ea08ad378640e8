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
  private var invocation: Invocation { runner.invocation }
  private var files: any FileAccess { runner.interpreter.files }

  /// - Returns: 0 if no equation is wrong, 1 if one is (or, with `--strict`, could not be read), 3 for too little
  ///   memory or the time limit of `--safe`, 4 for a file that cannot be read.
  func run() -> Int32 {
    runner.forEach(paths) { path in
      let bytes = path == "-" ? try files.readStandardInput() : try files.read(path)
      let source = SourceText(name: path == "-" ? "<stdin>" : path, bytes: bytes)
      let audit = ArticleAudit(source, withListing: invocation.echoes)
      if Signals.interruptRequested { throw Interrupted() }
      if let fault = Limits.memoryFault { throw Diagnostic(fault, in: source) }
      report(audit)
      return audit.count(.wrong) > 0 || (invocation.isStrict && audit.count(.notRead) > 0) ? 1 : 0
    }
  }

  private func report(_ audit: ArticleAudit) {
    if invocation.echoes { output.write(audit.listing.map { $0 + "\n" }.joined()) }
    for (problem, diagnostic) in audit.problems {
      let title = problem == .wrong ? "wrong" : "not read"
      output.write(
        diagnostic.rendered(as: title, color: output.isColored(invocation.color)) + "\n")
    }
    if !invocation.isQuiet { output.write(audit.summary.joined(separator: "\n") + "\n") }
  }
}
