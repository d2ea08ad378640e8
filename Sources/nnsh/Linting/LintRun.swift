import Interpreter
import LineEditor
import Safety

/// `nnsh lint PATH…`: what can be said about scripts and articles without running them.
struct LintRun {
  let invocation: Invocation
  let paths: [String]
  /// The commands that set up each session.
  let settings: [String]
  let files: any FileAccess
  /// nil without `--safe`.
  let safe: SafeMode?
  private let output = StandardStream.output

  init(_ invocation: Invocation, paths: [String], settings: [String], files: any FileAccess, safe: SafeMode?) {
    self.safe = safe
    self.invocation = invocation
    self.paths = paths
    self.settings = settings
    self.files = files
  }

  /// - Returns: 0 if nothing was found, 1 for findings, 3 for the time limit of
  ///   `--safe`, 4 if a file cannot be read.
  func run() -> Int32 {
    var code: Int32 = 0
    var found: [Diagnostic] = []
    let sourceFiles = SourceFiles(paths)
    let sources = sourceFiles.paths
    safe?.begin(running: sources, quietly: invocation.isQuiet)
    for path in sources {
      safe?.enter(path)
      do {
        let source = try sourceFiles.read(path, files)
        let lint = try Lint(source, files: files, bounds: safe?.bounds, isInterrupted: { Signals.interruptRequested }) {
          interpreter in
          for command in settings { _ = try? interpreter.run(SourceText(name: "<options>", command)) { _ in } }
        }
        if Signals.interruptRequested { throw Interrupted() }
        found += lint.diagnostics
        if !lint.diagnostics.isEmpty { code = max(code, 1) }
        if invocation.lintForm != .json { lint.diagnostics.forEach(print) }
      } catch let error as FileError {
        StandardStream.errors.write("nnsh: error: \(visibleName(path)): \(error.reason)\n")
        code = 4
      } catch  where safe?.reportsTimeLimit(of: path) == true {
        code = max(code, 3)
      } catch {
        Signals.reraise(Platform.interrupt)
      }
    }
    if invocation.lintForm == .json {
      output.write("[\(found.map(jsonObject).joined(separator: ",\n "))]\n")
    } else if !invocation.isQuiet {
      output.write("\(counted(sources.count, "file")), \(counted(found.count, "finding"))\n")
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
