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
  let diagnostic = finding.diagnostic
  var members = [
    "\"file\": \(jsonText(diagnostic.source.name))", "\"line\": \(diagnostic.position.line)",
    "\"column\": \(diagnostic.position.column)",
    "\"kind\": \"\(diagnostic.fault.kind == .mismatch ? "mismatch" : "error")\"",
    "\"message\": \(jsonText(diagnostic.fault.message))",
  ]
  if let label = diagnostic.fault.label { members.append("\"label\": \(jsonText(label))") }
  if let help = diagnostic.fault.help { members.append("\"help\": \(jsonText(help))") }
  if !finding.difference.isEmpty {
    members.append("\"difference\": [\(finding.difference.map(jsonText).joined(separator: ", "))]")
  }
  return "{\(members.joined(separator: ", "))}"
}

/// A JSON string.
func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    case "\t": result += "\\t"
    case "\r": result += "\\r"
    case let other where other.value < 0x20 || other.value == 0x7F:
      let digits = String(other.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}
