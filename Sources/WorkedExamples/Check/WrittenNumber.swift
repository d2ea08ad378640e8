import BigInt
import Expressions

/// A number that stands in a line as digits: `0.50`, `-1e-3`, `12%`, `4.3 × 10⁻⁵`.
struct WrittenNumber: Sendable {
  let value: WideDecimal
  let range: SourceRange
  /// As it is written, or as a decimal.
  let text: String

  /// Decimals written; negative where the last digit stands for tens or more (`2e5`).
  var decimals: Int { value.scale }
  /// One in the last digit written.
  var unit: WideDecimal { WideDecimal(1, scale: decimals) }
  /// Digits from the first that is not zero.
  var significantDigits: Int { value.isZero ? 0 : value.exponent + value.scale + 1 }
  /// Whether it is written with a power of ten.
  private var isScientific: Bool { text.contains("e") || text.contains("E") }

  init(value: WideDecimal, range: SourceRange, text: String? = nil) {
    self.value = value
    self.range = range
    self.text = text ?? value.text(decimals: max(0, value.scale))
  }

  /// Nil if the expression is more than a written number.
  init?(_ expression: Expression) {
    guard let value = WrittenNumber.value(of: expression) else { return nil }
    let isPlain = if case .binary = expression.node { false } else { true }
    self.init(value: value, range: expression.range, text: isPlain ? expression.description : nil)
  }

  private static func value(of expression: Expression) -> WideDecimal? {
    switch expression.node {
    case .number(let numeral): return WideDecimal(written: numeral.text)
    case .negate(let operand): return value(of: operand).map { -$0 }
    case .binary(.divide, let number, let sign):
      guard case .number(let hundred) = sign.node, hundred.text == "100", sign.range.upper == sign.range.lower + 1,
        let value = value(of: number)
      else { return nil }
      return shifted(value, by: -2)
    case .binary(.multiply, let mantissa, let power):
      guard case .binary(.power, let base, let exponent) = power.node, case .number(let ten) = base.node,
        ten.text == "10", let places = value(of: exponent), places.scale <= 0, places.magnitude < 1000,
        let value = value(of: mantissa)
      else { return nil }
      return shifted(value, by: Int(places.double))
    default: return nil
    }
  }

  private static func shifted(_ value: WideDecimal, by places: Int) -> WideDecimal? {
    WideDecimal(written: "\(value.significand)e\(places - value.scale)")
  }
}

/// How a value led to the digits written for it.
struct Agreement: Sendable, Equatable {
  /// The value is the number written, digit for digit.
  var isExact: Bool
  /// Half up, or half to even.
  var rounds: Bool
  var truncates: Bool

  static let exact = Agreement(isExact: true, rounds: true, truncates: true)
}

extension WrittenNumber {
  /// How the value leads to these digits; nil if it does not.
  func agreement(with value: WideDecimal) -> Agreement? {
    let difference = value - self.value
    if difference.isZero || isNegligible(difference, of: value) { return .exact }
    let half = WideDecimal(5, scale: decimals + 1)
    let beyondHalf = difference.absolute - half
    var rounds = beyondHalf.isNegative
    if !rounds, beyondHalf.isZero || isNegligible(beyondHalf, of: value) {
      let goesUp = difference.isNegative != value.isNegative
      rounds = goesUp || self.value.significand % 2 == 0
    }
    let isShorter = self.value.isZero || difference.isNegative == self.value.isNegative
    let truncates = isShorter && difference.absolute < unit
    return rounds || truncates ? Agreement(isExact: false, rounds: rounds, truncates: truncates) : nil
  }

  /// Whether a difference is no more than the value's uncertainty or, unless more digits are written than doubles have,
  /// than what a calculation in doubles leaves.
  private func isNegligible(_ difference: WideDecimal, of value: WideDecimal) -> Bool {
    let mayBeDouble = significantDigits <= 21
    guard mayBeDouble || !value.isExact else { return false }
    // Beyond a double's range the digits calculated beyond the written ones decide.
    if decimals > 280 { return difference.absolute < WideDecimal(1, scale: decimals + 8) }
    return difference.magnitude <= (mayBeDouble ? max(value.uncertainty, 2 * value.slack) : value.uncertainty)
  }

  /// Whether only the last digit differs, by one, from what the value rounds or truncates to.
  func isLastDigitOff(_ value: WideDecimal) -> Bool {
    significantDigits >= 2 && (value - self.value).absolute < unit + unit
  }

  /// Whether the other number, written shorter, rounds or truncates this one.
  func isLonger(than other: WrittenNumber) -> Bool {
    decimals > other.decimals && other.agreement(with: value) != nil
  }

  /// The value to these decimals, rounded half up.
  func corrected(_ value: WideDecimal) -> String {
    let half = WideDecimal(value.isNegative ? -5 : 5, scale: decimals + 1)
    let right = value + half
    let isLong = right.exponent > 40 + significantDigits
    return isScientific || isLong
      ? value.scientific(digits: significantDigits) : right.text(decimals: decimals)
  }
}

extension WideDecimal {
  init(_ digits: Int, scale: Int) { self.init(BigInt(digits), scale: scale) }
}
