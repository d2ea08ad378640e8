/// Why the columns asked for cannot be taken.
package enum ColumnError: Error, Equatable {
  /// The columns named leave none for the inputs, or none for the targets.
  case noColumnsLeft
  case unknownColumn(ColumnReference, columnCount: Int, names: [String])
  /// A name that several columns have.
  case ambiguousColumn(String, columns: [Int])
  /// A column, counted from 1, that is named twice.
  case repeatedColumn(Int)
  /// A column, counted from 1, that is among the inputs and among the targets, which are not the same columns.
  case inputAndTarget(Int)
  /// The last column comes before the first.
  case reversedColumns(ColumnRange)
}
