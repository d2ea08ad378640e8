/// A decimal with two error bounds: its distance to the true value, and the distance to the value of a calculation in
/// doubles.
@usableFromInline package struct BoundedDecimal: Sendable {
  @usableFromInline package var value: Decimal
  /// Whether no operation was rounded.
  package var isExact: Bool
  /// An upper bound of |value − true value|.
  package var uncertainty: Bound
  /// An estimate of |value − value in doubles|, by running error analysis.
  package var slack: Bound

  /// A given number, which a double may hold rounded.
  package init(_ value: Decimal) {
    self.value = value
    isExact = true
    uncertainty = .zero
    slack = Bound(value) * .halfUlp
  }

  package init(_ value: Int) {
    self.value = Decimal(value)
    isExact = true
    uncertainty = .zero
    slack = .zero
  }

  private init(_ value: Decimal, isExact: Bool, uncertainty: Bound, slack: Bound) {
    self.value = value
    self.isExact = isExact
    self.uncertainty = uncertainty
    self.slack = slack
  }

  /// The number as written: `0.50`, `-1e-3`; nil if it is not a number.
  @usableFromInline package init?(written text: String) {
    guard let value = Decimal(text) else { return nil }
    self.init(value)
  }

  /// A double as its shortest digits; nil for NaN and infinity.
  package init?(_ value: Double) {
    guard let decimal = Decimal(value) else { return nil }
    self.init(decimal, isExact: true, uncertainty: .zero, slack: Bound(value) * .halfUlp)
  }

  /// A function value computed in doubles.
  package init?(computed value: Double, slack: Double = 0) {
    guard let decimal = Decimal(value) else { return nil }
    let bound = max(Bound(value) * 8 * .halfUlp, Bound(slack))
    self.init(decimal, isExact: false, uncertainty: bound, slack: bound)
  }

  /// A function value closer to zero than the smallest supported number.
  static let nearlyZero = BoundedDecimal(.zero, isExact: false, uncertainty: smallest, slack: smallest)
  private static let smallest = Bound.powerOfTen(-maxExponent)
  /// The largest power of ten of a result; its negative is the smallest.
  @usableFromInline package static let maxExponent = 20_000

  /// A rounded result with an error of at most one unit of its last digit.
  init(roundedTo value: Decimal) {
    let bound = Bound.powerOfTen(value.exponent)
    self.init(value, isExact: false, uncertainty: bound, slack: bound)
  }

  @usableFromInline package var isZero: Bool { value.isZero }
  package var isNegative: Bool { value.isNegative }
  package var double: Double { value.double }
  package var magnitude: Bound { Bound(value) }
  package var absolute: BoundedDecimal { isNegative ? -self : self }

  /// Without trailing zeros after the point.
  package var normalized: BoundedDecimal {
    BoundedDecimal(value.normalized, isExact: isExact, uncertainty: uncertainty, slack: slack)
  }

  /// The same number, taken as exact.
  package var asGiven: BoundedDecimal { BoundedDecimal(value) }

  /// The number to `digits` significant digits, rounded half to even.
  @usableFromInline package func rounded(digits: Int) -> BoundedDecimal {
    value.digitCount > digits ? cut(.halfEven, decimals: digits - 1 - value.leadingExponent) : self
  }

  /// The number without digits that are uncertain, and with at most `digits` significant ones.
  package func rightDigits(atMost digits: Int) -> BoundedDecimal {
    guard !isExact else { return self }
    let decimals = min(uncertainty.rightDecimals, digits - 1 - value.leadingExponent)
    return cut(.halfEven, decimals: decimals)
  }

  private func cut(_ cut: Cut, decimals: Int) -> BoundedDecimal {
    let short = value.cut(cut, decimals: decimals).normalized
    let lost = Bound(short - value)
    return BoundedDecimal(
      short, isExact: isExact && lost.isZero, uncertainty: uncertainty + lost, slack: slack + lost)
  }

  /// Whether |a − b| is within the uncertainties.
  @usableFromInline package func equals(_ other: BoundedDecimal) -> Bool {
    let difference = value - other.value
    return difference.isZero || Bound(difference) <= uncertainty + other.uncertainty
  }

  @usableFromInline package static func < (a: BoundedDecimal, b: BoundedDecimal) -> Bool { a.value < b.value }

  /// Whether both have the same digits and bounds.
  package func isIdentical(to other: BoundedDecimal) -> Bool {
    value.exponent == other.value.exponent && isExact == other.isExact && slack == other.slack
      && uncertainty == other.uncertainty && value.significand == other.value.significand
  }
}

// MARK: - Arithmetic

extension BoundedDecimal {
  @usableFromInline package static func + (a: BoundedDecimal, b: BoundedDecimal) -> BoundedDecimal {
    let sum = a.value + b.value
    return BoundedDecimal(
      sum, isExact: a.isExact && b.isExact, uncertainty: a.uncertainty + b.uncertainty,
      slack: a.slack + b.slack + Bound(sum) * .halfUlp)
  }

  @usableFromInline package static prefix func - (a: BoundedDecimal) -> BoundedDecimal {
    BoundedDecimal(-a.value, isExact: a.isExact, uncertainty: a.uncertainty, slack: a.slack)
  }

  @usableFromInline package static func - (a: BoundedDecimal, b: BoundedDecimal) -> BoundedDecimal { a + -b }

  @usableFromInline package static func * (a: BoundedDecimal, b: BoundedDecimal) -> BoundedDecimal {
    let product = a.value * b.value
    let x = a.magnitude
    let y = b.magnitude
    return BoundedDecimal(
      product, isExact: a.isExact && b.isExact,
      uncertainty: x * b.uncertainty + y * a.uncertainty + a.uncertainty * b.uncertainty,
      slack: x * b.slack + y * a.slack + x * y * .halfUlp)
  }

  /// The quotient to `digits` significant digits, or exact if it has fewer; nil for a division by zero.
  @usableFromInline package func divided(by divisor: BoundedDecimal, digits: Int) -> BoundedDecimal? {
    guard !divisor.isZero else { return nil }
    let (quotient, isExact) = value.divided(by: divisor.value, digits: digits)
    let size = Bound(quotient)
    let b = divisor.magnitude
    let lost = isExact ? .zero : size * Bound.powerOfTen(1 - digits)
    let uncertainty = uncertainty / b + size * divisor.uncertainty / b + lost
    return BoundedDecimal(
      quotient, isExact: self.isExact && divisor.isExact && isExact, uncertainty: uncertainty,
      slack: slack / b + size * divisor.slack / b + size * .halfUlp + lost)
  }

  package func squareRoot(digits: Int) -> BoundedDecimal? {
    guard let (root, isExact) = value.squareRoot(digits: digits) else { return nil }
    if root.isZero { return self }
    let result = isExact ? BoundedDecimal(root) : BoundedDecimal(roundedTo: root)
    return result.after(self, slope: 1 / (Bound(root) * 2))
  }

  /// The value of a function at x, with the error bounds of x propagated.
  ///
  /// - Parameter slope: the size of the function's derivative at x.
  package func after(_ x: BoundedDecimal, slope: Bound) -> BoundedDecimal {
    let ownError = uncertainty
    let fromDoubles = max(isExact ? .zero : slack, slope * x.slack + magnitude * 4 * .halfUlp)
    return BoundedDecimal(
      value, isExact: isExact && x.isExact, uncertainty: ownError + slope * x.uncertainty,
      slack: fromDoubles + ownError + slope * x.uncertainty)
  }
}

// MARK: - Text

extension BoundedDecimal: CustomStringConvertible {
  @usableFromInline package var description: String { value.description }

  /// The number for messages: all digits if it is exact and short, otherwise `digits` significant ones and `…`.
  package func shown(digits: Int = 7) -> String {
    if value.isZero { return isExact ? "0" : "0…" }
    let exponent = value.leadingExponent
    guard (-5...14).contains(exponent) else { return (isExact ? value.stripped : value).scientific(digits: digits) }
    let decimals = max(0, digits - 1 - exponent)
    let short = value.normalized
    if isExact, -short.exponent <= decimals { return short.text(decimals: max(0, -short.exponent)) }
    return value.text(decimals: decimals) + "…"
  }
}
