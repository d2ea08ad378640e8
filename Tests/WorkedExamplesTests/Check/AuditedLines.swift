import Expressions
import WorkedExamples

/// Lines checked one after the other, without a network.
struct AuditedLines {
  var audit = Audit()
  var findings: [Finding] = []

  init(_ lines: [String] = []) throws {
    for line in lines { try check(line) }
  }

  @discardableResult
  mutating func check(_ text: String, in surroundings: CheckSurroundings = CheckSurroundings()) throws -> Finding {
    var cursor = Cursor(text, dialect: .article)
    guard let line = try CheckLine.read(&cursor) else { return Finding.nothing }
    let location = AuditLocation(source: "article", line: findings.count + 1, column: 1)
    let finding = try audit.check(line, at: location, in: surroundings)
    findings.append(finding)
    return finding
  }
}

extension Finding {
  /// The finding for an empty line.
  static let nothing: Finding = {
    var audit = Audit()
    var cursor = Cursor("x = 1", dialect: .article)
    let location = AuditLocation(source: "article", line: 1, column: 1)
    guard let line = try? CheckLine.read(&cursor),
      let finding = try? audit.check(line, at: location, in: CheckSurroundings())
    else {
      preconditionFailure("x = 1 can be read")
    }
    return finding
  }()

  /// The text marked by the caret.
  func marked(in line: String) -> String? {
    fault?.range.map { String(decoding: Array(line.utf8)[$0.lower..<$0.upper], as: UTF8.self) }
  }
}
