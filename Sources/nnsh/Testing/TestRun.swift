import Expressions
import Interpreter
import LineEditor
import Safety
import Synchronization
import WorkedExamples

/// `nnsh test PATH…`: runs each script and article in a new session; a folder means all of them below it.
///
/// Findings and the tally are printed in the order of the files, whatever the number of jobs.
struct TestRun: Sendable {
  private let invocation: Invocation
  private let files: any FileAccess
  /// nil without `--safe`.
  private let safe: SafeMode?
  /// The commands that set up each session.
  private let settings: [String]
  private let paths: [String]
  private let output = StandardStream.output
  private let errors = StandardStream.errors
  private var options: TestOptions { invocation.test }

  init(_ invocation: Invocation, paths: [String], settings: [String], files: any FileAccess, safe: SafeMode?) {
    self.safe = safe
    self.invocation = invocation
    self.files = files
    self.settings = settings
    self.paths = paths
  }

  private var isContinuousIntegration: Bool { environment("CI").map { !$0.isEmpty && $0 != "false" } ?? false }

  /// - Returns: 0 on success, 1 if only expectations or checks failed, else the code of the first other failure.
  func run() -> Int32 {
    guard let paths = pathsToTest() else { return 2 }
    if options.updates, isContinuousIntegration {
      return refuse("--update is refused where CI is set", help: "update the files elsewhere, and commit them")
    }
    if options.updates, safe != nil {
      return refuse("--update writes files, and --safe writes none", help: "nnsh test --update PATH…")
    }
    var found = SourceFiles(paths)
    found.choose(options)
    guard !found.paths.isEmpty else {
      return refuse(
        "no \(options.filters.isEmpty ? ".nn or .md file" : "matching file") in \(visibleName(paths.joined(separator: " ")))",
        help: "nnsh test PATH…")
    }
    if options.listsOnly {
      output.write(found.paths.map { $0 + "\n" }.joined())
      return 0
    }
    let results = run(found)
    if Signals.interruptRequested { Signals.reraise(Platform.interrupt) }
    finish(results.filter { !$0.isIgnored }, ignored: results.count(where: \.isIgnored))
    if !isContinuousIntegration, safe == nil { FailedTests(files: files)?.record(results) }
    return write(reports: results.filter { !$0.isIgnored }) ?? TestRun.exitCode(results)
  }

  private func pathsToTest() -> [String]? {
    guard options.onlyFailed else { return paths }
    let failed = FailedTests(files: files)?.paths ?? []
    let wanted = paths.map(Platform.absolute)
    let found = failed.filter { path in wanted.isEmpty || wanted.contains { path == $0 || path.hasPrefix("\($0)/") } }
    if found.isEmpty { _ = refuse("no failed test is known", help: "nnsh test PATH…") }
    return found.isEmpty ? nil : found
  }

  private func refuse(_ message: String, help: String) -> Int32 {
    errors.write("nnsh: error: \(message)\nhelp: \(help)\n")
    return 2
  }

  private static func exitCode(_ results: [TestResult]) -> Int32 {
    let codes = results.filter { !$0.isIgnored }.map(\.exitCode).filter { $0 != 0 }
    return codes.first { $0 != 1 } ?? codes.first ?? 0
  }

  // MARK: Running

  private struct Progress {
    var next = 0
    var printed = 0
    var results: [TestResult?]
    var isStopped = false
  }

  /// Runs the files, several at a time, and prints each result as soon as those before it are printed.
  private func run(_ found: SourceFiles) -> [TestResult] {
    let paths = found.paths
    let progress = Mutex(Progress(results: Array(repeating: nil, count: paths.count)))
    let jobs = min(options.jobs ?? Platform.processorCount, paths.count)
    let stop = Stop()
    let isAnnounced = Mutex(invocation.isQuiet)
    // The kernel's rules are for threads: those that test have them, and this one writes the reports afterwards.
    Platform.concurrently(jobs, apart: safe != nil) {
      if let safe {
        let means = safe.confine(running: paths, below: found.folders.values)
        isAnnounced.withLock { isAnnounced in
          if !isAnnounced { safe.announce(means) }
          isAnnounced = true
        }
      }
      // The files of a project often have the same networks.
      let pages = StepPages()
      while true {
        let next = progress.withLock { progress -> Int? in
          guard !progress.isStopped, !Signals.interruptRequested, progress.next < paths.count else { return nil }
          progress.next += 1
          return progress.next - 1
        }
        guard let next else { return }
        guard var result = test(paths[next], of: found, stop, pages) else { return }
        result.isIgnored =
          result.test?.isEmpty == true && !found.named.contains(result.path) && result.path.hasSuffix(".md")
        progress.withLock { progress in
          progress.results[next] = result
          while !progress.isStopped, progress.printed < paths.count, let ready = progress.results[progress.printed] {
            print(ready)
            progress.printed += 1
            progress.isStopped = options.stopsAtFirstFailure && ready.isFailed && !ready.isIgnored
            if progress.isStopped { stop.request() }
          }
        }
      }
    }
    return progress.withLock { progress in progress.results.prefix(progress.printed).compactMap(\.self) }
  }

  /// Ends the tests that still run once their results are no longer wanted.
  private final class Stop: Sendable {
    private let flag = Atomic(false)

    func request() { flag.store(true, ordering: .relaxed) }
    var isRequested: Bool { flag.load(ordering: .relaxed) || Signals.interruptRequested }
  }

  /// - Parameter pages: the equation lines of earlier files on this thread.
  /// - Returns: nil if interrupted.
  private func test(_ path: String, of found: SourceFiles, _ stop: Stop, _ pages: StepPages) -> TestResult? {
    do {
      let readable = safe?.files(ofTest: path)
      let disk = DiskFiles(safe: readable, isInterrupted: { Signals.interruptRequested })
      let source = try found.read(path, disk)
      let scratch = ScratchFiles(disk)
      defer { scratch.remove() }
      // Under --safe a test writes nothing.
      let testFiles: any FileAccess = readable == nil ? scratch : disk
      if let readable {
        safe?.grant(FileTest.readsBesides(source), to: path, below: found.folders[path] ?? ".", readable)
      }
      var fileOptions = FileTest.Options()
      fileOptions.bounds = safe?.bounds
      fileOptions.keepsAll = options.reports.contains { $0.format.listsAll }
      fileOptions.timeout = invocation.timeout.map { Double($0.seconds) }
      var test = try FileTest(
        source, files: testFiles, options: fileOptions, isInterrupted: { stop.isRequested },
        prepare: { interpreter in
          interpreter.stepPages = pages
          for command in settings { _ = try? interpreter.run(SourceText(name: "<options>", command)) { _ in } }
        })
      var result = TestResult(path: path, content: .tested(test))
      guard options.updates, let updated = test.updated else { return result }
      try files.write(to: path, extensions: []) { write in try updated.withUnsafeBytes { try write($0) } }
      test.forgetDifferences()
      result.isUpdated = true
      result.content = .tested(test)
      return result
    } catch let error as FileError {
      return TestResult(path: path, content: .unreadable(error.reason))
    } catch {
      return nil
    }
  }

  // MARK: Printing

  private func print(_ result: TestResult) {
    let isShown = !result.isIgnored && (!invocation.isQuiet || result.isFailed)
    guard isShown else { return }
    var text = result.summary + "\n"
    switch result.content {
    case .unreadable(let reason): text += "nnsh: error: \(visibleName(result.path)): \(reason)\n"
    case .tested(let test):
      let color = output.isColored(invocation.color)
      for difference in test.updatedDifferences { text += difference.map { visible($0) + "\n" }.joined() }
      for finding in test.allFindings { text += finding.rendered(color: color) }
    }
    output.write(rendered: text)
  }

  private func finish(_ results: [TestResult], ignored: Int) {
    var text = ""
    if options.durations > 0 {
      let slowest = results.sorted { ($0.test?.seconds ?? 0) > ($1.test?.seconds ?? 0) }.prefix(options.durations)
      text += "slowest:\n"
      for result in slowest {
        text += "  \(fixed(result.test?.seconds ?? 0, decimals: 3)) s  \(visibleName(result.path))\n"
      }
    }
    let failed = results.filter(\.isFailed)
    if !failed.isEmpty {
      text += "failed:\n"
      for result in failed {
        let lines = result.failedLines.map(String.init)
        let place = lines.isEmpty ? "" : "  # line\(lines.count == 1 ? "" : "s") \(lines.joined(separator: ", "))"
        text += "  nnsh test \(visibleLine(shellQuoted(result.path)))\(place)\n"
      }
    }
    let skipped = results.count(where: \.isSkipped)
    text += "\(results.count - failed.count - skipped) passed, \(failed.count) failed"
    if skipped > 0 { text += ", \(skipped) skipped" }
    if ignored > 0 { text += "; \(counted(ignored, "article")) without blocks to test" }
    output.write(text + "\n")
  }

  /// - Returns: the exit code if a report cannot be written.
  private func write(reports results: [TestResult]) -> Int32? {
    var requests = options.reports
    let isOnGitHub = environment("GITHUB_ACTIONS") == "true" && !requests.contains { $0.format == .github }
    if isOnGitHub, let request = try? ReportRequest(ReportFormat.github.rawValue) { requests.append(request) }
    for request in requests {
      do throws(FileError) {
        try request.write(results, files: files)
      } catch {
        let help = error.help.map { "help: \(visibleName($0))\n" } ?? ""
        errors.write("nnsh: error: \(visibleName(error.path)): \(error.reason)\n\(help)")
        return 4
      }
    }
    return nil
  }
}
