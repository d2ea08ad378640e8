/// A column of a table, as a user names it.
package enum ColumnReference: Sendable, Equatable {
  /// Counted from 1.
  case number(Int)
  /// The text in the header.
  case name(String)
}

/// Neighbouring columns, both ends included.
package struct ColumnRange: Sendable, Equatable {
  package var first: ColumnReference
  package var last: ColumnReference

  package init(_ first: ColumnReference, _ last: ColumnReference) {
    self.first = first
    self.last = last
  }

  package init(_ only: ColumnReference) {
    self.init(only, only)
  }
}

/// How a table of text is to be read; what is nil is found out.
package struct TableOptions: Sendable, Equatable {
  /// Comma, semicolon or tab; the one that divides the first lines most evenly.
  package var separator: Unicode.Scalar?
  /// Whether the first line holds names; it does if a text in it stands above numbers.
  package var hasHeader: Bool?
  /// All columns but the targets.
  package var inputs: ColumnRange?
  /// The columns behind the inputs, or before them if none are; the last column if neither is said.
  package var targets: ColumnRange?

  package init(
    separator: Unicode.Scalar? = nil, hasHeader: Bool? = nil, inputs: ColumnRange? = nil, targets: ColumnRange? = nil
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.inputs = inputs
    self.targets = targets
  }
}

/// Where in a file a cell begins.
package struct TablePlace: Sendable, Equatable {
  /// The line, counted from 1; line ends inside quotes count.
  package var line: Int
  /// The character of that line, counted from 1.
  package var character: Int
  /// The column of the table, counted from 1, and its name in the header.
  package var column: Int
  package var columnName: String?

  package init(line: Int, character: Int, column: Int, columnName: String? = nil) {
    self.line = line
    self.character = character
    self.column = column
    self.columnName = columnName
  }
}

/// Why a table could not be read.
package enum TableError: Error, Equatable {
  /// No line, or nothing after the header.
  case noSamples
  /// UTF-16 or another encoding that is not UTF-8.
  case notText
  /// A separator that is a quote, a line end or not ASCII.
  case separator
  /// One column is not enough for inputs and targets.
  case singleColumn
  /// The columns named leave none for the inputs, or none for the targets.
  case noColumnsLeft
  case unknownColumn(ColumnReference, columnCount: Int)
  /// The last column stands before the first.
  case reversedColumns(ColumnRange)
  /// The place is that of the first cell too many, or of the line's end.
  case cellCount(expected: Int, found: Int, at: TablePlace)
  case missing(at: TablePlace)
  /// No text in a column of classes.
  case missingClass(at: TablePlace)
  case notANumber(String, at: TablePlace)
  /// "nan", "inf", or a number beyond the greatest Double.
  case notFinite(String, at: TablePlace)
  case unclosedQuote(at: TablePlace)
  case textAfterQuote(at: TablePlace)
  case tooManyClasses(limit: Int, at: TablePlace)
}
