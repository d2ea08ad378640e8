/// Why a table could not be read.
package enum TableError: Error, Equatable {
  /// No line with anything but blanks in it.
  case noSamples
  /// Nothing after the header.
  case onlyHeader
  case notText(FileKind)
  /// A name or a label whose bytes are no UTF-8.
  case notUTF8(at: FilePosition)
  /// A separator that is a quote, a line end or not ASCII.
  case separator
  /// One column is not enough for inputs and targets.
  case singleColumn
  /// The columns named leave none for the inputs, or none for the targets.
  case noColumnsLeft
  case unknownColumn(ColumnReference, columnCount: Int, names: [String])
  /// A name that stands for several columns.
  case ambiguousColumn(String, columns: [Int])
  /// A column, counted from 1, that is named twice.
  case repeatedColumn(Int)
  /// A column, counted from 1, that is among the inputs and among the targets, which are not the same columns.
  case inputAndTarget(Int)
  /// The last column stands before the first.
  case reversedColumns(ColumnRange)
  /// The place is that of the first cell too many, or of the line's end.
  case cellCount(expected: Int, found: Int, at: FilePosition)
  case missing(at: FilePosition)
  /// No text in a column of classes.
  case missingClass(at: FilePosition)
  case notANumber(String, at: FilePosition)
  /// "nan", "inf", or a number beyond the greatest Double.
  case notFinite(String, at: FilePosition)
  case unclosedQuote(at: FilePosition)
  case textAfterQuote(at: FilePosition)
  case tooManyClasses(limit: Int, at: FilePosition)
}
