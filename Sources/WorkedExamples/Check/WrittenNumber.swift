import Expressions

/// A number printed in a line: `0.50`, `-1e-3`, `12%`, `4.3 × 10⁻⁵`.
struct WrittenNumber: Sendable {
  let value: Decimal
  let range: SourceRange
  /// As written, or as a decimal.
  let text: String

  /// Decimals written; negative if the last digit counts tens or more (`2e5`).
  var decimals: Int { -value.exponent }
  /// One in the last digit written.
  var unit: Decimal { Decimal(1, exponent: value.exponent) }
  /// Whether it is written as an integer: without decimals and without a power of ten, which would tell its precision.
  var isInteger: Bool { decimals == 0 && !isScientific }
  /// Digits from the first nonzero one.
  var significantDigits: Int { value.isZero ? 0 : value.digitCount }
  /// Whether it is written with a power of ten.
  var isScientific: Bool { text.contains("e") || text.contains("E") }

  init(value: Decimal, range: SourceRange, text: String? = nil) {
    self.value = value
    self.range = range
    self.text = text ?? value.text(decimals: max(0, -value.exponent))
  }

  /// Nil if the expression is not just a number.
  init?(_ expression: Expression) {
    switch expression.node {
    case .number(let numeral):
      guard let value = Decimal(numeral.text) else { return nil }
      self.init(value: value, range: expression.range, text: numeral.text)
    case .negate:
      guard let value = WrittenNumber.value(of: expression) else { return nil }
      self.init(value: value, range: expression.range, text: expression.description)
    case .binary:
      guard let value = WrittenNumber.value(of: expression) else { return nil }
      self.init(value: value, range: expression.range)
    default: return nil
    }
  }

  private static func value(of expression: Expression) -> Decimal? {
    switch expression.node {
    case .number(let numeral): return Decimal(numeral.text)
    case .negate(let operand): return value(of: operand).map { -$0 }
    case .binary(.divide, let number, let sign):
      guard case .number(let hundred) = sign.node, hundred.text == "100", sign.range.upper == sign.range.lower + 1,
        let value = value(of: number)
      else { return nil }
      return Decimal(significand: value.significand, exponent: value.exponent - 2)
    case .binary(.multiply, let mantissa, let power):
      guard case .binary(.power, let base, let exponent) = power.node, case .number(let ten) = base.node,
        ten.text == "10", let shift = value(of: exponent), shift.isWhole, shift.magnitude < Decimal(1000),
        let value = value(of: mantissa)
      else { return nil }
      return Decimal(significand: value.significand, exponent: value.exponent + Int(shift.double))
    default: return nil
    }
  }
}
