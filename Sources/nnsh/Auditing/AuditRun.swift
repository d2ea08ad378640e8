import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh audit FILE…`: finds and judges the equations of documents as they are.
struct AuditRun {
  private let invocation: Invocation
  /// `-` for standard input.
  private let paths: [String]
  private let files: any FileAccess
  /// nil without `--safe`.
  private let safe: SafeMode?
  private let output = StandardStream.output
  private let errors = StandardStream.errors

  init(_ invocation: Invocation, paths: [String], files: any FileAccess, safe: SafeMode?) {
    self.safe = safe
    self.invocation = invocation
    self.paths = paths
    self.files = files
  }

  /// - Returns: 0 if no equation is wrong, 1 if one is (or, with `--strict`, could not be read), 3 for too little
  ///   memory or the time limit of `--safe`, 4 for a file that cannot be read.
  func run() -> Int32 {
    safe?.begin(running: paths, quietly: invocation.isQuiet)
    var code: Int32 = 0
    for path in paths {
      safe?.enter(path)
      let name = path == "-" ? "<stdin>" : path
      do throws(FileError) {
        let bytes = path == "-" ? try files.readStandardInput() : try files.read(path)
        let source = SourceText(name: name, bytes: bytes)
        let audit = ArticleAudit(source, withListing: invocation.echoes)
        if Signals.interruptRequested {
          guard safe?.reportsTimeLimit(of: name) == true else { Signals.reraise(Platform.interrupt) }
          code = max(code, 3)
          continue
        }
        if let fault = Limits.memoryFault {
          errors.write(rendered: Diagnostic(fault, in: source).rendered())
          code = max(code, 3)
          continue
        }
        report(audit)
        let fails = audit.count(.wrong) > 0 || (invocation.isStrict && audit.count(.notRead) > 0)
        if fails, code == 0 { code = 1 }
      } catch {
        if error.isInterruption, safe?.reportsTimeLimit(of: name) == true {
          code = max(code, 3)
          continue
        }
        if error.isInterruption { Signals.reraise(Platform.interrupt) }
        errors.write("nnsh: error: \(visibleName(name)): \(error.reason)\n")
        code = 4
      }
    }
    return code
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
