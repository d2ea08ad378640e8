/// The position of an error in a text file.
package struct FilePosition: Sendable, Equatable {
  /// The line, counted from 1; line breaks inside quotes count.
  package var line: Int
  /// The character in that line, counted from 1.
  package var character: Int
  /// The column of the table, counted from 1, if known, and its name in the header.
  package var column: Int?
  package var columnName: String?

  package init(line: Int, character: Int, column: Int? = nil, columnName: String? = nil) {
    self.line = line
    self.character = character
    self.column = column
    self.columnName = columnName
  }
}
