import Expressions

/// How a value led to the digits written for it.
package struct Agreement: Sendable, Equatable {
  /// The value is the number written, digit for digit.
  package let isExact: Bool
  /// Half up, or half to even.
  package let rounds: Bool
  let truncates: Bool

  package static let exact = Agreement(isExact: true, rounds: true, truncates: true)

  init(isExact: Bool, rounds: Bool, truncates: Bool) {
    self.isExact = isExact
    self.rounds = rounds
    self.truncates = truncates
  }

  /// How a value computed in doubles leads to a printed number; nil if it does not.
  ///
  /// - Parameter printed: the numeral as it is written, with its sign.
  package init?(of value: Double, with printed: String) {
    if value == Double(printed) {
      self = .exact
      return
    }
    guard let written = WideDecimal(written: printed) else { return nil }
    let number = WrittenNumber(value: written, range: SourceRange(0, 0), text: printed)
    // An integer has nothing behind its last digit that would be wider than the rounding of a sum of about 1.
    guard let computed = WideDecimal(computed: value, slack: number.isInteger ? 0x1p-51 : 0),
      let agreement = number.agreement(with: computed)
    else { return nil }
    self = agreement.isExact ? Agreement(isExact: false, rounds: true, truncates: false) : agreement
  }
}

extension WrittenNumber {
  /// How the value leads to these digits; nil if it does not.
  ///
  /// - Parameter cutsToIntegers: whether a number without decimals may be a cut one; else it is that integer.
  func agreement(with value: WideDecimal, cutsToIntegers: Bool = false) -> Agreement? {
    let difference = value - self.value
    if difference.isZero || isNegligible(difference, of: value) { return .exact }
    guard !isInteger || cutsToIntegers else { return nil }
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
    guard value.slack.isFinite, value.uncertainty.isFinite else { return false }
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
