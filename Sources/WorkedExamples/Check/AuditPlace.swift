/// Where a checked line stands; line and column from 1.
package struct AuditPlace: Sendable, CustomStringConvertible {
  package var source: String
  package var line: Int
  package var column: Int

  package init(source: String, line: Int, column: Int) {
    self.source = source
    self.line = line
    self.column = column
  }

  /// `article.md:12:1`
  package var description: String { "\(source):\(line):\(column)" }

  /// `line 12`, and of which source if that is another.
  func described(from other: AuditPlace) -> String {
    source == other.source ? "line \(line)" : "line \(line) of \(source)"
  }
}
