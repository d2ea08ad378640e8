/// Why the chosen columns cannot be used.
package enum ColumnError: Error, Equatable {
  /// The chosen columns leave none for the inputs, or none for the targets.
  case noColumnsLeft
  case unknownColumn(ColumnReference, columnCount: Int, names: [String])
  /// Several columns have this name.
  case ambiguousColumn(String, columns: [Int])
  /// A column, counted from 1, was given twice.
  case repeatedColumn(Int)
  /// A column, counted from 1, is both an input and a target, but inputs and targets are not all the same columns.
  case inputAndTarget(Int)
  /// The last column comes before the first.
  case reversedColumns(ColumnRange)
}
