/// A column of a table, as a user names it.
package enum ColumnReference: Sendable, Equatable {
  /// Counted from 1.
  case number(Int)
  /// The text in the header.
  case name(String)
}
