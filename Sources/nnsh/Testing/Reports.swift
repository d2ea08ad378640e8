import Interpreter
import LineEditor
import Safety

extension ReportFormat {
  /// The whole report.
  func text(_ results: [TestResult]) -> String {
    switch self {
    case .tap: tapReport(results)
    case .junit: junitReport(results)
    case .json: jsonReport(results)
    case .github: githubReport(results)
    }
  }
}

extension ReportRequest {
  /// Writes the report; that of GitHub Actions also adds to the job's summary.
  func write(_ results: [TestResult], files: any FileAccess) throws(FileError) {
    if format == .github, let summary = environment("GITHUB_STEP_SUMMARY"),
      let reason = Platform.append(Array(githubSummary(results).utf8), to: summary)
    {
      throw FileError(path: summary, reason: reason)
    }
    guard let path else { return StandardStream.output.write(format.text(results)) }
    let text = Array(format.text(results).utf8)
    do {
      try files.write(to: path, extensions: []) { write in try text.withUnsafeBytes { try write($0) } }
    } catch {
      throw error as? FileError ?? FileError(path: path, reason: "cannot be written")
    }
  }
}
