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
  private let output = StandardStream.output

  init(_ invocation: Invocation, paths: [String], settings: [String], files: any FileAccess) {
    self.invocation = invocation
    self.paths = paths
    self.settings = settings
    self.files = files
  }

  /// - Returns: 0 if nothing was found, 1 for findings, 4 if a file cannot be read.
  func run() -> Int32 {
    var code: Int32 = 0
    var found: [Diagnostic] = []
    let sources = SourceFiles(paths).paths
    for path in sources {
      do {
        let source = SourceText(name: path, bytes: try files.read(path))
        let lint = try Lint(source, files: files, isInterrupted: { Signals.interruptRequested }) { interpreter in
          for command in settings { _ = try? interpreter.run(SourceText(name: "<options>", command)) { _ in } }
        }
        found += lint.diagnostics
        if !lint.diagnostics.isEmpty { code = max(code, 1) }
        if invocation.lintForm != .json { lint.diagnostics.forEach(print) }
      } catch let error as FileError {
        StandardStream.errors.write("nnsh: error: \(visibleName(path)): \(error.reason)\n")
        code = 4
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
