import Expressions

/// A table of numbers with named columns, such as the outputs for each sample.
package struct NumberTable: Sendable {
  /// The name of the array, where a format has names.
  let name: String
  let columns: [String]
  /// Text columns before the numbers, in text tables only: their names, and the texts of each row.
  let labels: (names: [String], rows: [[String]])?
  /// Row by row.
  let values: [Double]

  /// - Parameter values: as many as fill whole rows.
  package init(
    _ name: String, columns: [String], values: [Double], labels: (names: [String], rows: [[String]])? = nil
  ) {
    self.name = name
    self.columns = columns
    self.values = values
    self.labels = labels
  }

  var rowCount: Int { columns.isEmpty ? 0 : values.count / columns.count }

  /// A vector if there is one column.
  var array: NumberArray {
    NumberArray(dimensions: columns.count == 1 ? [rowCount] : [rowCount, columns.count], values: values)
  }

  /// Writes a text table: a header line, then a line for each row.
  func write(separator: Unicode.Scalar, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    let separator = String(separator)
    var text = ((labels?.names ?? []) + columns).map(TableCell.quoted).joined(separator: separator) + "\n"
    for row in 0..<rowCount {
      if Limits.isReached(at: row) { try Limits.check() }
      let numbers = values[row * columns.count..<(row + 1) * columns.count]
      let cells = (labels?.rows[row] ?? []).map(TableCell.quoted) + numbers.map(TableCell.written)
      text += cells.joined(separator: separator) + "\n"
      try text.flush(above: String.longPiece, write)
    }
    try text.flush(write)
  }
}
