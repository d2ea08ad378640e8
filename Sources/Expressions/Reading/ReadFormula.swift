extension Expression {
  /// Parses a formula; nil if the text is not one expression.
  package init?(formula text: String) {
    var cursor = Cursor(text)
    guard let expression = try? cursor.readExpression(), cursor.byte == 0 else { return nil }
    self = expression
  }
}
