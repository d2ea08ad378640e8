/// The location of a checked line; line and column count from 1.
package struct AuditLocation: Sendable, CustomStringConvertible {
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

  /// `line 12`, with the source's name if it is a different source.
  func described(from other: AuditLocation) -> String {
    source == other.source ? "line \(line)" : "line \(line) of \(source)"
  }
}
