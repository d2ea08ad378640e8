import Expressions
import Safety

/// TAP version 13 (testanything.org), with a YAML block under what failed.
@Sendable func tapReport(_ results: [TestResult]) -> String {
  let cases = results.flatMap(ReportCase.cases)
  var text = "TAP version 13\n1..\(cases.count)\n"
  for (index, item) in cases.enumerated() {
    let name = escaped("\(item.file):\(item.line) \(item.name)")
    switch item.status {
    case .passed: text += "ok \(index + 1) - \(name)\n"
    case .skipped(let reason): text += "ok \(index + 1) - \(name) # SKIP \(visibleLine(reason))\n"
    case .failed(let kind):
      text += "not ok \(index + 1) - \(name)\n  ---\n"
      text += "  message: \(jsonText(item.summary))\n  severity: \(kind == .failure ? "fail" : "error")\n"
      text += "  file: \(jsonText(item.file))\n  line: \(item.line)\n  details: |2\n"
      for line in item.message.split(separator: "\n") { text += "    \(line)\n" }
      text += "  ...\n"
    }
  }
  return text
}

/// A `#` would begin a directive; not every reader knows that `\#` does not.
private func escaped(_ name: String) -> String { name.escaping(["#": "＃"]) }
