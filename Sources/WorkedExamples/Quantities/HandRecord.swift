import Expressions

/// The decimals of hand arithmetic, kept in addition to the record of doubles.
package struct HandRecord: Sendable {
  /// Whether the last pass was computed by hand.
  package internal(set) var isOn = false
  var decimals: [Quantity: BoundedDecimal] = [:]
  /// The formulas of the last lines with function values substituted, stage by stage.
  var applied: [Quantity: [Expression]] = [:]
  /// ∂E/∂w of each sample gathered since the last update, by parameter.
  var gradients: [[BoundedDecimal]] = []

  init() {}
}

extension NetworkState {
  /// The parameters whose decimals are not the shortest of their doubles.
  package var parameterDecimals: [(parameter: Int, decimal: BoundedDecimal)] {
    guard !hand.decimals.isEmpty else { return [] }
    return network.values.indices.compactMap { parameter in
      guard let decimal = decimal(.parameter(parameter, .value)),
        decimal.description != BoundedDecimal(network.values[parameter])?.description
      else { return nil }
      return (parameter, decimal)
    }
  }

  /// Gives a parameter a decimal, which must read as its double to have an effect.
  package mutating func setDecimal(_ decimal: BoundedDecimal, ofParameter parameter: Int) {
    hand.decimals[.parameter(parameter, .value)] = decimal
  }

  /// The value of a quantity in decimals: that of hand arithmetic if the record still matches it, otherwise the
  /// shortest that reads back as the recorded double.
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
