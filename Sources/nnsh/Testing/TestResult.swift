import Expressions
import Interpreter
import Safety

/// What became of one path of `nnsh test`.
struct TestResult: Sendable {
  enum Content: Sendable {
    case tested(FileTest)
    /// It could not be read, in the system's words.
    case unreadable(String)
  }

  let path: String
  var content: Content
  /// Whether its expected output was rewritten.
  var isUpdated = false

  /// Whether it is an article without blocks to run that only its folder was named for: no test.
  var isIgnored = false

  var test: FileTest? { if case .tested(let test) = content { test } else { nil } }

  var isFailed: Bool { exitCode != 0 }

  var isSkipped: Bool { !isFailed && test?.skipReason != nil }

  /// The exit code of its worst finding; 0 on success.
  var exitCode: Int32 {
    switch content {
    case .unreadable: 4
    case .tested(let test): test.failure?.exitCode ?? 0
    }
  }

  /// `ok lesson.md (12 commands, 30 equations)`
  var summary: String {
    let path = visibleName(path)
    guard let test else { return "FAILED \(path)" }
    let status = isFailed ? "FAILED" : isSkipped ? "skipped" : isUpdated ? "updated" : "ok"
    let reason = isFailed ? nil : test.skipReason
    var counts: [String] = []
    for (count, word) in [(test.count(.command), "command"), (test.count(.equation), "equation")] where count > 0 {
      counts.append(counted(count, word))
    }
    if test.gapCount > 0 { counts.append("\(test.gapCount) not checked") }
    if !test.findings.isEmpty { counts.append(counted(test.findings.count, "finding")) }
    if test.failedCount > 0 { counts.append("\(test.failedCount) failed") }
    if test.skippedCount > 0 { counts.append("\(test.skippedCount) skipped") }
    let tally = counts.isEmpty ? "" : " (\(counts.joined(separator: ", ")))"
    return "\(status) \(path)\(tally)\(reason.map { ": \(visible($0))" } ?? "")"
  }

  /// The lines of the findings, each once; of one in a file run by `source`, the line of that command.
  var failedLines: [Int] {
    guard let test else { return [] }
    var lines = Set(test.findings.map(\.diagnostic.position.line))
    for item in test.cases {
      for finding in item.findings {
        let diagnostic = finding.diagnostic
        lines.insert(diagnostic.source.name == path ? diagnostic.position.line : item.line)
      }
    }
    return lines.sorted()
  }
}
