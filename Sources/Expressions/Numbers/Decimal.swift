/// An exact decimal fraction, significand · 10^exponent, which keeps the decimals it was written with.
///
/// Sums, differences and products are exact.
@usableFromInline package struct Decimal: Sendable {
  package let significand: Integer
  @usableFromInline package let exponent: Int

  package init(significand: Integer, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  package init(_ value: Int, exponent: Int = 0) { self.init(significand: Integer(value), exponent: exponent) }

  package static let zero = Decimal(0)
  package static let one = Decimal(1)

  /// The shortest decimal fraction that reads back as this double; nil for infinity and NaN.
  package init?(_ value: Double) {
    guard value.isFinite, let decimal = Decimal(value.description) else { return nil }
    self = decimal.normalized
  }

  /// The nearest double; infinity beyond the largest.
  package var double: Double {
    if let small = significand.small, small.magnitude <= 1 << 53, (-22...22).contains(exponent) {
      // Both are exact, so the result is rounded once.
      let power = exactPowersOfTen[Int(exponent.magnitude)]
      return exponent < 0 ? Double(small) / power : Double(small) * power
    }
    return Double("\(significand)e\(exponent)") ?? .nan
  }

  package var isZero: Bool { significand.isZero }
  package var isNegative: Bool { significand.isNegative }
  package var magnitude: Decimal { isNegative ? -self : self }
  package var isWhole: Bool { normalized.exponent >= 0 }

  /// Digits of the significand.
  package var digitCount: Int { significand.digitCount }

  /// The exponent of the first digit: 0 for 1…9, −2 for 0.05.
  @usableFromInline package var leadingExponent: Int { digitCount - 1 + exponent }

  /// Whether it is 0, or its first digit has an exponent from −limit to limit.
  @usableFromInline func isWithin(exponents limit: Int) -> Bool {
    if exponent >= -limit, exponent + significand.mostDigits <= limit { return true }
    return isZero || (-limit...limit).contains(leadingExponent)
  }

  /// The value as a whole number of up to 64 bits.
  var whole: Int? {
    let value = normalized
    return value.exponent == 0 ? value.significand.small : nil
  }

  /// Without trailing zeros after the point; whole numbers have exponent 0.
  package var normalized: Decimal {
    guard exponent != 0 else { return self }
    guard !isZero else { return .zero }
    if exponent > 0 { return Decimal(significand: scaled(to: 0), exponent: 0) }
    let (digits, zeros) = significand.withoutZeros(atMost: -exponent)
    return Decimal(significand: digits, exponent: exponent + zeros)
  }

  /// Without trailing zeros before the point either.
  var stripped: Decimal {
    let (digits, zeros) = significand.withoutZeros(atMost: .max)
    return Decimal(significand: digits, exponent: isZero ? 0 : exponent + zeros)
  }

  /// The significand for another exponent; further digits are truncated.
  package func scaled(to exponent: Int) -> Integer {
    let shift = self.exponent - exponent
    if shift == 0 { return significand }
    if shift > 0 { return significand * Integer.powerOfTen(shift) }
    return significand.quotientAndRemainder(dividingBy: Integer.powerOfTen(-shift)).quotient
  }
}

// MARK: - Arithmetic

extension Decimal {
  package static func + (left: Decimal, right: Decimal) -> Decimal {
    if left.exponent == right.exponent {
      return Decimal(significand: left.significand + right.significand, exponent: left.exponent)
    }
    let exponent = min(left.exponent, right.exponent)
    return Decimal(significand: left.scaled(to: exponent) + right.scaled(to: exponent), exponent: exponent)
  }

  package static prefix func - (operand: Decimal) -> Decimal {
    Decimal(significand: -operand.significand, exponent: operand.exponent)
  }

  package static func - (left: Decimal, right: Decimal) -> Decimal { left + -right }

  package static func * (left: Decimal, right: Decimal) -> Decimal {
    Decimal(significand: left.significand * right.significand, exponent: left.exponent + right.exponent)
  }

  /// The quotient to `digits` significant digits, rounded half to even, without trailing zeros.
  ///
  /// The divisor must not be 0.
  func divided(by divisor: Decimal, digits: Int) -> (quotient: Decimal, isExact: Bool) {
    guard !isZero else { return (.zero, true) }
    let shift = max(0, digits + 2 + divisor.digitCount - digitCount)
    let numerator = significand * Integer.powerOfTen(shift)
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor.significand)
    let exponent = exponent - shift - divisor.exponent
    if remainder.isZero {
      let quotient = Decimal(significand: quotient, exponent: exponent).normalized
      return quotient.digitCount <= digits ? (quotient, true) : (quotient.rounded(toDigits: digits), false)
    }
    // A sticky digit for the nonzero remainder prevents a false tie.
    let sticky = Integer(numerator.isNegative == divisor.isNegative ? 1 : -1)
    let extended = Decimal(significand: quotient * Integer(10) + sticky, exponent: exponent - 1)
    return (extended.rounded(toDigits: digits), false)
  }

  /// The square root to `digits` significant digits; nil for a negative number.
  func squareRoot(digits: Int) -> (root: Decimal, isExact: Bool)? {
    guard !isNegative else { return nil }
    var shift = max(0, 2 * digits + 2 - digitCount)
    if (exponent - shift) % 2 != 0 { shift += 1 }
    let (root, isExact) = (significand * Integer.powerOfTen(shift)).squareRoot()
    let value = Decimal(significand: root, exponent: (exponent - shift) / 2)
    return isExact ? (value.normalized, true) : (value.rounded(toDigits: digits), false)
  }

  /// The number to `digits` significant digits, rounded half to even, without trailing zeros.
  package func rounded(toDigits digits: Int) -> Decimal {
    let surplus = digitCount - digits
    guard surplus > 0 else { return normalized }
    return cut(.halfEven, decimals: -exponent - surplus).normalized
  }

  /// The number to at most `decimals` decimals; a shorter number only loses trailing zeros.
  ///
  /// A negative count cuts digits before the point.
  package func cut(_ cut: Cut, decimals: Int) -> Decimal {
    let exact = normalized
    let surplus = -exact.exponent - decimals
    guard surplus > 0 else { return exact }
    let unit = Integer.powerOfTen(surplus)
    var (quotient, remainder) = exact.significand.quotientAndRemainder(dividingBy: unit)
    let twice = remainder.magnitude * Integer(2)
    let roundsUp =
      switch cut {
      case .truncate: false
      case .round: twice >= unit
      case .halfEven: twice > unit || (twice == unit && quotient.isOdd)
      }
    if roundsUp { quotient = quotient + Integer(exact.isNegative ? -1 : 1) }
    return Decimal(significand: quotient, exponent: -decimals)
  }
}

extension Decimal: Comparable {
  @usableFromInline package static func == (left: Decimal, right: Decimal) -> Bool { (left - right).isZero }

  @usableFromInline package static func < (left: Decimal, right: Decimal) -> Bool { (left - right).isNegative }
}

/// The powers of ten that are exact doubles.
let exactPowersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
  1e20, 1e21, 1e22,
]
