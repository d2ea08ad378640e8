import Expressions
import Interpreter
import LineEditor

/// Annotations of GitHub Actions, one per finding, with paths relative to the workspace.
@Sendable func githubReport(_ results: [TestResult]) -> String {
  var text = ""
  for result in results {
    switch result.content {
    case .unreadable(let reason): text += "::error file=\(property(relative(result.path)))::\(escaped(reason))\n"
    case .tested(let test):
      for finding in test.allFindings {
        let diagnostic = finding.diagnostic
        let (line, column) = diagnostic.position
        text += "::error file=\(property(relative(diagnostic.source.name))),line=\(line),col=\(column),"
        text += "title=\(property(diagnostic.fault.message))::\(escaped(finding.rendered()))\n"
      }
    }
  }
  return text
}

/// The Markdown table of a job summary.
func githubSummary(_ results: [TestResult]) -> String {
  var text = "| file | result | commands | equations | failed |\n|---|---|--:|--:|--:|\n"
  for result in results {
    let status = result.isFailed ? "failed" : result.isSkipped ? "skipped" : "passed"
    let test = result.test
    let path = relative(result.path).escaping(["|": "\\|"])
    text += "| \(path) | \(status) | \(test?.count(.command) ?? 0) | \(test?.count(.equation) ?? 0) "
    text += "| \(test?.failedCount ?? 1) |\n"
  }
  return text
}

private func relative(_ path: String) -> String {
  let absolute = Platform.absolute(path)
  guard let workspace = environment("GITHUB_WORKSPACE"), absolute.hasPrefix(workspace + "/") else { return path }
  return String(absolute.dropFirst(workspace.count + 1))
}

/// The data of a workflow command.
private func escaped(_ text: String) -> String { text.escaping(["%": "%25", "\r": "%0D", "\n": "%0A"]) }

/// A property of a workflow command.
private func property(_ text: String) -> String { escaped(text).escaping([":": "%3A", ",": "%2C"]) }
