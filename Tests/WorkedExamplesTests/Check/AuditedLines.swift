import Expressions
import WorkedExamples

/// Lines checked one after the other, without a network around them.
struct AuditedLines {
  var audit = Audit()
  var findings: [Finding] = []

  init(_ lines: [String] = []) throws {
    for line in lines { try check(line) }
  }

  @discardableResult
  mutating func check(_ text: String) throws -> Finding {
    var cursor = Cursor(text, dialect: .article)
    guard let line = try CheckLine.read(&cursor) else { return Finding.nothing }
    let finding = try audit.check(line, in: CheckSurroundings())
    audit.record(finding, of: line, at: "article:\(findings.count + 1)")
    findings.append(finding)
    return finding
  }
}

extension Finding {
  /// What an empty line comes to.
  static let nothing: Finding = {
    var audit = Audit()
    var cursor = Cursor("x = 1", dialect: .article)
    guard let line = try? CheckLine.read(&cursor), let finding = try? audit.check(line, in: CheckSurroundings()) else {
      preconditionFailure("x = 1 can be read")
    }
    return finding
  }()

  /// The text that the caret stands under.
  func marked(in line: String) -> String? {
    fault?.range.map { String(decoding: Array(line.utf8)[$0.lower..<$0.upper], as: UTF8.self) }
  }
}
