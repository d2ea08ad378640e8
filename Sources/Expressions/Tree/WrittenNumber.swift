/// A number printed in a line: `0.50`, `-1e-3`, `12%`, `4.3 × 10⁻⁵`.
@usableFromInline package struct WrittenNumber: Sendable {
  package let value: Decimal
  package let range: SourceRange
  /// As written; nil for a number of several parts.
  private let ownText: String?

  /// As written, or as a decimal.
  package var text: String { ownText ?? value.text(decimals: max(0, -value.exponent)) }

  /// Decimals written; negative if the last digit counts tens or more (`2e5`).
  package var decimals: Int { -value.exponent }
  /// One in the last digit written.
  package var unit: Decimal { Decimal(1, exponent: value.exponent) }
  /// Whether it is written as an integer: without decimals and without a power of ten, which would tell its precision.
  package var isInteger: Bool { decimals == 0 && !isScientific }
  /// Digits from the first nonzero one.
  package var significantDigits: Int { value.isZero ? 0 : value.digitCount }
  /// Whether it is written with a power of ten.
  package let isScientific: Bool

  package init(value: Decimal, range: SourceRange, text: String? = nil) {
    self.value = value
    self.range = range
    ownText = text
    isScientific = text?.utf8.contains { $0 | 0x20 == UInt8(ascii: "e") } ?? false
  }

  /// Nil if the expression is not just a number.
  package init?(_ expression: Expression) {
    guard let number = expression.writtenNumber else { return nil }
    self = number
  }

  /// Nil if the node is not just a number.
  init?(_ node: Expression.Node, at range: SourceRange) {
    switch node {
    case .number(let numeral):
      guard let value = Decimal(numeral.text) else { return nil }
      self.init(value: value, range: range, text: numeral.text)
    case .negate(let operand):
      guard let value = WrittenNumber.value(of: operand) else { return nil }
      self.init(value: -value, range: range, text: operand.negatedDescription)
    case .binary(let symbol, let left, let right) where symbol == .multiply || symbol == .divide:
      guard let value = WrittenNumber.value(symbol, left, right) else { return nil }
      self.init(value: value, range: range)
    default: return nil
    }
  }

  private static func value(of expression: Expression) -> Decimal? {
    if expression.isBuilt { return expression.writtenNumber?.value }
    return switch expression.node {
    case .number(let numeral): Decimal(numeral.text)
    case .negate(let operand): value(of: operand).map { -$0 }
    case .binary(let symbol, let left, let right): value(symbol, left, right)
    default: nil
    }
  }

  /// `12%` or `12\%`, which is 12 / 100 with the sign directly after the number, or `4.3 × 10⁻⁵`.
  private static func value(_ symbol: Operator, _ left: Expression, _ right: Expression) -> Decimal? {
    switch symbol {
    case .divide:
      guard case .number(let hundred) = right.node, hundred.text == "100",
        case let sign = right.range, sign.upper < sign.lower + 3, let value = value(of: left)
      else { return nil }
      return Decimal(significand: value.significand, exponent: value.exponent - 2)
    case .multiply:
      guard case .binary(.power, let base, let exponent) = right.node, case .number(let ten) = base.node,
        ten.text == "10", let shift = value(of: exponent), shift.isWhole, shift.magnitude < Decimal(1000),
        let value = value(of: left)
      else { return nil }
      return Decimal(significand: value.significand, exponent: value.exponent + Int(shift.double))
    default: return nil
    }
  }
}
