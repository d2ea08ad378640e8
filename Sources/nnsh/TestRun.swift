import Expressions
import Interpreter
import LineEditor
import Safety

/// `nnsh test PATH…`: runs each script and article in a new session; a folder means all of them below it.
struct TestRun {
  let runner: Runner
  let paths: [String]
  private let output = StandardStream.output
  private let errors = StandardStream.errors

  init(runner: Runner, paths: [String]) {
    self.runner = runner
    self.paths = paths
  }

  /// - Returns: 0 on success, 1 if only expectations or checks failed, else the code of the first other failure.
  func run() -> Int32 {
    guard !paths.isEmpty else {
      errors.write("nnsh: error: test needs files or folders\nhelp: nnsh test articles/\n")
      return 2
    }
    var files: [String] = []
    for path in paths {
      if let reason = Platform.absence(of: path) {
        errors.write("nnsh: error: \(visibleName(path)): \(reason)\n")
        return 4
      }
      files += filesBelow(path)
    }
    guard !files.isEmpty else {
      errors.write("nnsh: error: no .nn or .md file in \(visibleName(paths.joined(separator: " ")))\n")
      return 2
    }
    return run(files)
  }

  private func run(_ files: [String]) -> Int32 {
    var failed = 0
    var code: Int32 = 0
    for file in files {
      do {
        let source = SourceText(name: file, bytes: try runner.interpreter.files.read(file))
        let test = try FileTest(source, files: runner.interpreter.files, isInterrupted: { Signals.interruptRequested })
        if !runner.invocation.isQuiet || test.failure != nil {
          output.write("\(test.failure == nil ? "ok" : "FAILED") \(visibleName(file))\n")
        }
        for diagnostic in test.diagnostics { runner.report(diagnostic) }
        guard let failure = test.failure else { continue }
        failed += 1
        if code == 0 || (code == 1 && failure != .mismatch) { code = failure.exitCode }
      } catch let error as FileError {
        failed += 1
        if code <= 1 { code = 4 }
        errors.write("nnsh: error: \(visibleName(error.path)): \(error.reason)\n")
      } catch is Interrupted {
        Signals.reraise(Platform.interrupt)
      } catch {
        errors.write("nnsh: bug: \(error)\n")
        return 70
      }
    }
    output.write("\(files.count - failed) passed, \(failed) failed\n")
    return code
  }

  /// The file itself, or the tests in a folder sorted by name, without hidden ones.
  private func filesBelow(_ path: String) -> [String] {
    guard Platform.isFolder(path) else { return [path] }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    return Platform.entries(ofFolder: path).sorted().filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      if name.hasSuffix("/") { return filesBelow("\(folder)/\(name.dropLast())") }
      return FileTest.isTest(name) ? ["\(folder)/\(name)"] : []
    }
  }
}
