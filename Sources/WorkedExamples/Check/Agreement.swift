import Expressions

/// How a value leads to the digits printed for it.
package struct Agreement: Sendable, Equatable {
  /// Whether the value is the printed number, digit for digit.
  package let isExact: Bool
  /// Whether it rounds to the printed number: half up, or half to even.
  package let rounds: Bool
  let truncates: Bool

  package static let exact = Agreement(isExact: true, rounds: true, truncates: true)
  static let rounded = Agreement(isExact: false, rounds: true, truncates: false)

  init(isExact: Bool, rounds: Bool, truncates: Bool) {
    self.isExact = isExact
    self.rounds = rounds
    self.truncates = truncates
  }

  /// How a value computed in doubles leads to a printed number; nil if it does not.
  ///
  /// - Parameter printed: the numeral as printed, with its sign.
  package init?(of value: Double, with printed: String) {
    if value == Double(printed) {
      self = .exact
      return
    }
    guard let written = Decimal(printed) else { return nil }
    let number = WrittenNumber(value: written, range: SourceRange(0, 0), text: printed)
    if number.isInteger {
      // A value within the rounding error of a sum of numbers around 1 counts as that integer.
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

/// How a value compares with the digits printed for it.
enum Comparison: Sendable {
  case agrees(Agreement)
  case differs
  /// The value is not known accurately enough to tell: it, or its value in doubles, could also be another number.
  case undecided
}

/// What a number without decimals claims.
enum IntegerRule: Sendable {
  /// That integer, to within rounding errors.
  case exact
  /// That integer, to within rounding errors in single precision.
  case exactInSingle
  /// What rounds or truncates to it.
  case cut
  /// The same after `≈`: 1400 may be rounded to hundreds.
  case approximate

  var admitsCuts: Bool { self == .cut || self == .approximate }
}

extension WrittenNumber {
  func comparison(with value: BoundedDecimal, integers: IntegerRule = .exact) -> Comparison {
    let difference = value.value - self.value
    if difference.isZero && value.isExact || isNegligible(difference, of: value) { return .agrees(.exact) }
    if vanishes(difference, integers) { return .agrees(.rounded) }
    let mayBeCut = !isInteger || integers.admitsCuts
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
    if isInteger, isRounding(difference, of: value, integers) { return .agrees(.rounded) }
    if integers == .approximate, isRoundNumber(difference) { return .agrees(.rounded) }
    let reach = mayBeDouble ? max(value.uncertainty, 2 * value.slack) : value.uncertainty
    return Bound(difference) <= reach ? .undecided : .differs
  }

  /// How the value leads to these digits; nil if it does not.
  func agreement(with value: BoundedDecimal, integers: IntegerRule = .exact) -> Agreement? {
    if case .agrees(let agreement) = comparison(with: value, integers: integers) { agreement } else { nil }
  }

  /// Whether the number ends in two zeros or more, and the difference is within what they leave open.
  private func isRoundNumber(_ difference: Decimal) -> Bool {
    guard isInteger, !value.isZero else { return false }
    let zeros = text.utf8.reversed().prefix { $0 == 0x30 }.count
    return zeros >= 2 && !(Decimal(5, exponent: zeros - 1) - difference.magnitude).isNegative
  }

  /// Whether an integer is a calculated value rounded by the calculation itself: a function of numbers far from 0 is 0
  /// or 1 in doubles, and more often in single precision.
  private func isRounding(_ difference: Decimal, of value: BoundedDecimal, _ integers: IntegerRule) -> Bool {
    let size = Bound(difference)
    if self.value.isZero { return size <= 2 * value.slack && !value.isExact && size < Bound(1e-9) }
    if integers == .exactInSingle { return size <= value.magnitude * Bound(0x1p-22) }
    return !value.isExact && size <= value.magnitude * Bound(0x1p-25)
  }

  /// Whether it may be a double printed in full, which takes at most 21 digits.
  private var mayBeDouble: Bool { significantDigits <= 21 }

  /// Whether a difference is within the value's uncertainty or within rounding errors in doubles, as long as these are
  /// too small to admit other numbers.
  private func isNegligible(_ difference: Decimal, of value: BoundedDecimal) -> Bool {
    let size = Bound(difference)
    if size <= value.uncertainty, value.uncertainty * 16 <= Bound(unit) { return true }
    guard mayBeDouble, size <= 2 * value.slack else { return false }
    return 32 * value.slack <= max(Bound(self.value), value.magnitude)
  }

  /// Whether the number is 0 or nearly, and the difference lost in the arithmetic: in doubles, 1e-200 squared is 0.
  private func vanishes(_ difference: Decimal, _ integers: IntegerRule) -> Bool {
    let (smallest, smallestNormal) = integers == .exactInSingle ? (0x1p-149, 0x1p-126) : (0x1p-1074, 0x1p-1022)
    guard value.isZero || value.leadingExponent < -36 else { return false }
    let size = Bound(value)
    return (value.isZero || size >= Bound(smallest) && size < Bound(smallestNormal))
      && Bound(difference) <= Bound(2 * smallest)
  }

  /// Whether only the last digit differs, by one, from the rounded or truncated value.
  func isLastDigitOff(_ value: BoundedDecimal) -> Bool {
    significantDigits >= 2 && (value.value - self.value).magnitude < unit + unit
  }

  /// Whether the other number has fewer decimals and is this one rounded or truncated.
  func isLonger(than other: WrittenNumber) -> Bool {
    decimals > other.decimals && other.agreement(with: BoundedDecimal(value)) != nil
  }

  /// Whether the difference to a number with fewer digits is small even in that number's last digit.
  func isNear(_ other: WrittenNumber) -> Bool {
    (value - other.value).magnitude * Decimal(100) <= other.unit
  }

  /// The value with as many decimals as this number, rounded half up.
  func corrected(_ value: BoundedDecimal) -> String {
    let half = Decimal(value.isNegative ? -5 : 5, exponent: self.value.exponent - 1)
    let right = value.value + half
    let isLong = right.leadingExponent > 40 + significantDigits
    return isScientific || isLong
      ? value.value.scientific(digits: significantDigits) : right.text(decimals: decimals)
  }
}

extension BoundedDecimal {
  /// Whether it is the other number, or that number rounded or truncated.
  func isCut(of other: BoundedDecimal) -> Bool {
    WrittenNumber(value: value, range: SourceRange(0, 0)).agreement(with: other) != nil
  }

  /// Whether one is the other, or that number with fewer digits, at least two.
  func isSame(as other: BoundedDecimal) -> Bool {
    if equals(other) { return true }
    let (long, short) = value.exponent < other.value.exponent ? (self, other) : (other, self)
    return short.value.digitCount >= 2 && short.isCut(of: long)
  }
}
