/// A column of a table as the user gives it.
package enum ColumnReference: Sendable, Equatable {
  /// Counted from 1.
  case number(Int)
  /// The name in the header.
  case name(String)
}
