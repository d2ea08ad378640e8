/// How a file of data is to be read; what is nil is found out.
package struct ReadingOptions: Sendable, Equatable {
  /// What separates the cells of a table of text: comma, semicolon, tab, bar or blanks; that which divides the first lines
  /// most evenly.
  package var separator: Unicode.Scalar?
  /// Whether the first line holds names; it does if there is a string in it above numbers.
  package var hasHeader: Bool?
  /// All columns but the targets.
  package var inputs: [ColumnRange]?
  /// The columns after the inputs, or before them if none are. If neither is given: columns at the end that are named
  /// as `writeTable` names targets, else the last column.
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
