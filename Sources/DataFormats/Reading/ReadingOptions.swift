/// How to read a data file; what is nil is detected.
package struct ReadingOptions: Sendable, Equatable {
  /// The separator of a text table. Detected: the one of comma, semicolon, tab, bar and blanks that divides the first
  /// lines most evenly.
  package var separator: Unicode.Scalar?
  /// Whether the first line has column names. Detected: if it has a string above numbers.
  package var hasHeader: Bool?
  /// The input columns. Default: all but the targets.
  package var inputs: [ColumnRange]?
  /// The target columns. Default: the columns after the inputs, or before them if there are none after. If neither is
  /// given: columns at the end with names as `writeTable` gives targets, else the last column.
  package var targets: [ColumnRange]?

  package init(
    separator: Unicode.Scalar? = nil, hasHeader: Bool? = nil, inputs: [ColumnRange]? = nil,
    targets: [ColumnRange]? = nil
  ) {
    self.separator = separator
    self.hasHeader = hasHeader
    self.inputs = inputs
    self.targets = targets
  }
}
