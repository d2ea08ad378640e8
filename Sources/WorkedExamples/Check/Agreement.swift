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
    guard let written = Decimal(printed) else { return nil }
    let number = WrittenNumber(value: written, range: SourceRange(0, 0), text: printed)
    if number.isInteger {
      // What is off by no more than the rounding of a sum of numbers of about 1 is that integer.
      guard (value - written.double).magnitude <= 4 * max(1, value.magnitude).ulp else { return nil }
    } else if let computed = BoundedDecimal(computed: value), let agreement = number.agreement(with: computed) {
      guard agreement.isExact else {
        self = agreement
        return
      }
    } else {
      return nil
    }
    self.init(isExact: false, rounds: true, truncates: false)
  }
}

/// How a value compares with the digits written for it.
enum Comparison: Sendable {
  case agrees(Agreement)
  case differs
  /// The value is known too roughly to tell: it, or what doubles make of it, can be many numbers beside the one written.
  case undecided
}

extension WrittenNumber {
  /// - Parameter cutsToIntegers: whether a number without decimals may be a cut one; else it is that integer.
  func comparison(with value: BoundedDecimal, cutsToIntegers: Bool = false) -> Comparison {
    let difference = value.value - self.value
    if difference.isZero && value.isExact || isNegligible(difference, of: value) { return .agrees(.exact) }
    let mayBeCut = !isInteger || cutsToIntegers
    let half = Decimal(5, exponent: self.value.exponent - 1)
    let beyondHalf = difference.magnitude - half
    var rounds = beyondHalf.isNegative
    if !rounds, beyondHalf.isZero || isNegligible(beyondHalf, of: value) {
      let goesUp = difference.isNegative != value.isNegative
      rounds = goesUp || !self.value.significand.isOdd
    }
    let isShorter = self.value.isZero || difference.isNegative == self.value.isNegative
    let truncates = isShorter && difference.magnitude < unit
    if mayBeCut, rounds || truncates { return .agrees(Agreement(isExact: false, rounds: rounds, truncates: truncates)) }
    let reach = mayBeDouble ? max(value.uncertainty, 2 * value.slack) : value.uncertainty
    return Bound(difference) <= reach ? .undecided : .differs
  }

  /// How the value leads to these digits; nil if it does not.
  func agreement(with value: BoundedDecimal, cutsToIntegers: Bool = false) -> Agreement? {
    if case .agrees(let agreement) = comparison(with: value, cutsToIntegers: cutsToIntegers) { agreement } else { nil }
  }

  /// Doubles have no more digits than this where they are written in full.
  private var mayBeDouble: Bool { significantDigits <= 21 }

  /// Whether a difference is no more than the value's uncertainty, or than what a calculation in doubles leaves; but not
  /// where so much is left that other numbers would do as well.
  private func isNegligible(_ difference: Decimal, of value: BoundedDecimal) -> Bool {
    let size = Bound(difference)
    if size <= value.uncertainty, value.uncertainty * 16 <= Bound(unit) { return true }
    guard mayBeDouble, size <= 2 * value.slack else { return false }
    return 32 * value.slack <= max(Bound(self.value), value.magnitude)
  }

  /// Whether only the last digit differs, by one, from what the value rounds or truncates to.
  func isLastDigitOff(_ value: BoundedDecimal) -> Bool {
    significantDigits >= 2 && (value.value - self.value).magnitude < unit + unit
  }

  /// Whether the other number, written shorter, rounds or truncates this one.
  func isLonger(than other: WrittenNumber) -> Bool {
    decimals > other.decimals && other.agreement(with: BoundedDecimal(value)) != nil
  }

  /// The value to these decimals, rounded half up.
  func corrected(_ value: BoundedDecimal) -> String {
    let half = Decimal(value.isNegative ? -5 : 5, exponent: self.value.exponent - 1)
    let right = value.value + half
    let isLong = right.leadingExponent > 40 + significantDigits
    return isScientific || isLong
      ? value.value.scientific(digits: significantDigits) : right.text(decimals: decimals)
  }
}
