import Expressions

/// What hand arithmetic keeps beside the record of doubles: the decimals themselves.
package struct HandRecord: Sendable {
  /// Whether the last pass was computed by hand.
  package internal(set) var isOn = false
  var decimals: [Quantity: BoundedDecimal] = [:]
  /// Formulas of the last lines with the functions' values put in.
  var applied: [Quantity: Expression] = [:]
  /// ∂E/∂w of each sample gathered since the last update, by parameter.
  var gradients: [[BoundedDecimal]] = []

  init() {}
}

extension NetworkState {
  /// The decimal value of a quantity: the one of hand arithmetic as long as the record still has it, else the
  /// shortest that reads back as the record's double.
  package func decimal(_ quantity: Quantity) -> BoundedDecimal? {
    guard let value = value(quantity) else { return nil }
    if let decimal = hand.decimals[quantity], decimal.double == value { return decimal }
    return BoundedDecimal(value)
  }
}

extension Expression {
  static func number(_ decimal: BoundedDecimal) -> Expression {
    Expression(.number(Numeral(value: decimal.double, text: decimal.description)))
  }
}
