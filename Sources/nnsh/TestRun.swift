import Expressions
import Glibc
import Interpreter
import LineEditor

/// `nnsh test PATH…`: each script and article in a session of its own; a folder stands for all below it.
struct TestRun {
  let runner: Runner
  let paths: [String]
  private let output = StandardStream(descriptor: STDOUT_FILENO)
  private let errors = StandardStream(descriptor: STDERR_FILENO)

  init(runner: Runner, paths: [String]) {
    self.runner = runner
    self.paths = paths
  }

  /// - Returns: 0 if all held, 1 if something did not hold, else the code of the first other failure.
  func run() -> Int32 {
    guard !paths.isEmpty else {
      errors.write("nnsh: error: test needs files or folders\nhelp: nnsh test articles/\n")
      return 2
    }
    var files: [String] = []
    for path in paths {
      guard access(path, F_OK) == 0 else {
        errors.write("nnsh: error: \(path): \(String(cString: strerror(errno)))\n")
        return 4
      }
      files += filesBelow(path)
    }
    guard !files.isEmpty else {
      errors.write("nnsh: error: no .nn or .md file in \(paths.joined(separator: " "))\n")
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
        if !runner.options.quiet || test.failure != nil {
          output.write("\(test.failure == nil ? "ok" : "FAILED") \(file)\n")
        }
        for diagnostic in test.diagnostics { runner.report(diagnostic) }
        guard let failure = test.failure else { continue }
        failed += 1
        if code == 0 || (code == 1 && failure != .mismatch) { code = failure.exitCode }
      } catch let error as FileError {
        failed += 1
        if code <= 1 { code = 4 }
        errors.write("nnsh: error: \(error.path): \(error.reason)\n")
      } catch is Interrupted {
        Signals.reraise(SIGINT)
      } catch {
        errors.write("nnsh: bug: \(error)\n")
        return 70
      }
    }
    output.write("\(files.count - failed) passed, \(failed) failed\n")
    return code
  }

  /// The file itself, or the tests of a folder by name, hidden ones left out.
  private func filesBelow(_ path: String) -> [String] {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return [path] }
    let folder = path.hasSuffix("/") ? String(path.dropLast()) : path
    return listFolder(path).sorted().filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      if name.hasSuffix("/") { return filesBelow("\(folder)/\(name.dropLast())") }
      return FileTest.isTest(name) ? ["\(folder)/\(name)"] : []
    }
  }
}
