import Expressions
import Interpreter

/// One JSON object: the tally, and every file with its cases and findings.
@Sendable func jsonReport(_ results: [TestResult]) -> String {
  let failed = results.count(where: \.isFailed)
  let skipped = results.count(where: \.isSkipped)
  let files = results.map { "    \(file($0))" }.joined(separator: ",\n")
  return """
    {
      "version": 1,
      "passed": \(results.count - failed - skipped),
      "failed": \(failed),
      "skipped": \(skipped),
      "files": [
    \(files)
      ]
    }

    """
}

private func file(_ result: TestResult) -> String {
  let status = result.isFailed ? "failed" : result.isSkipped ? "skipped" : "passed"
  var members = ["\"file\": \(jsonText(result.path))", "\"status\": \"\(status)\""]
  switch result.content {
  case .unreadable(let reason): members.append("\"reason\": \(jsonText(reason))")
  case .tested(let test):
    if let reason = test.skipReason { members.append("\"reason\": \(jsonText(reason))") }
    members.append("\"commands\": \(test.count(.command))")
    members.append("\"equations\": \(test.count(.equation))")
    members.append("\"not_checked\": \(test.gapCount)")
    members.append("\"seconds\": \(fixed(test.seconds, decimals: 6))")
    members.append("\"findings\": [\(test.findings.map(finding).joined(separator: ", "))]")
    members.append("\"cases\": [\(test.cases.map(member).joined(separator: ", "))]")
  }
  return "{\(members.joined(separator: ", "))}"
}

private func member(_ item: TestCase) -> String {
  var members = [
    "\"kind\": \"\(item.kind == .command ? "command" : "equation")\"", "\"line\": \(item.line)",
    "\"name\": \(jsonText(item.name))",
  ]
  switch item.status {
  case .passed: members.append("\"status\": \"passed\"")
  case .failed: members.append("\"status\": \"failed\"")
  case .skipped(let reason): members += ["\"status\": \"skipped\"", "\"reason\": \(jsonText(reason))"]
  }
  members.append("\"seconds\": \(fixed(item.seconds, decimals: 6))")
  if !item.findings.isEmpty { members.append("\"findings\": [\(item.findings.map(finding).joined(separator: ", "))]") }
  return "{\(members.joined(separator: ", "))}"
}

private func finding(_ finding: TestFinding) -> String {
  guard !finding.difference.isEmpty else { return jsonObject(finding.diagnostic) }
  let lines = finding.difference.map(jsonText).joined(separator: ", ")
  return jsonObject(finding.diagnostic).dropLast() + ", \"difference\": [\(lines)]}"
}
