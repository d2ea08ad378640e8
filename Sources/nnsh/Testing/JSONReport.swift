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
  let status = jsonText(result.isFailed ? "failed" : result.isSkipped ? "skipped" : "passed")
  switch result.content {
  case .unreadable(let reason):
    return jsonObject(["file": jsonText(result.path), "status": status, "reason": jsonText(reason)])
  case .tested(let test):
    return jsonObject([
      "file": jsonText(result.path), "status": status, "reason": test.skipReason.map(jsonText),
      "commands": "\(test.count(.command))", "equations": "\(test.count(.equation))",
      "not_checked": "\(test.gapCount)", "seconds": fixed(test.seconds, decimals: 6),
      "findings": jsonArray(test.findings.map(finding)), "cases": jsonArray(test.cases.map(member)),
    ])
  }
}

private func member(_ item: TestCase) -> String {
  let (status, reason): (String, String?) =
    switch item.status {
    case .passed: ("passed", nil)
    case .failed: ("failed", nil)
    case .skipped(let reason): ("skipped", reason)
    }
  return jsonObject([
    "kind": jsonText(item.kind == .command ? "command" : "equation"), "line": "\(item.line)",
    "name": jsonText(item.name), "status": jsonText(status), "reason": reason.map(jsonText),
    "seconds": fixed(item.seconds, decimals: 6),
    "findings": item.findings.isEmpty ? nil : jsonArray(item.findings.map(finding)),
  ])
}

private func finding(_ finding: TestFinding) -> String {
  let difference = finding.difference.isEmpty ? nil : jsonArray(finding.difference.map(jsonText))
  return jsonObject(finding.diagnostic, difference: difference)
}
