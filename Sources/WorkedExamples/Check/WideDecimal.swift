import BigInt
import Expressions
import Glibc

/// significand · 10^−scale with as many digits as it takes: sums, differences and products are exact.
///
/// Beside the value stand two bounds: how far it may be from the truth, and how far a program that computes
/// in doubles may be from it.
struct WideDecimal: Sendable {
  private(set) var significand: BigInt
  private(set) var scale: Int
  /// Whether nothing was rounded on the way.
  private(set) var isExact = true
  /// |value − truth|, as far as a double can say it.
  private(set) var uncertainty = 0.0
  /// |value − what doubles give|, by running error analysis.
  private(set) var slack = 0.0

  /// Half the distance of 1 to the next double.
  private static let unit = 0x1p-53

  init(_ significand: BigInt, scale: Int, isExact: Bool = true, uncertainty: Double = 0) {
    self.significand = significand
    self.scale = scale
    self.isExact = isExact
    self.uncertainty = uncertainty
    slack = uncertainty
  }

  init(_ whole: Int) { self.init(BigInt(whole), scale: 0) }

  /// The number as written: `0.50`, `-1e-3`; nil if it is none, or its power of ten is beyond a thousand.
  init?(written text: String) {
    var mantissa = text[...]
    var exponent = 0
    if let mark = mantissa.firstIndex(where: { $0 == "e" || $0 == "E" }) {
      guard let power = Int(mantissa[mantissa.index(after: mark)...]) else { return nil }
      exponent = power
      mantissa = mantissa[..<mark]
    }
    var digits = mantissa.filter { $0 != "." && $0 != "_" && $0 != "," }
    if digits.hasPrefix("+") { digits.removeFirst() }
    let decimals = mantissa.firstIndex(of: ".").map { mantissa.distance(from: $0, to: mantissa.endIndex) - 1 } ?? 0
    guard (-1_000...1_000).contains(exponent), let value = BigInt(digits) else { return nil }
    self.init(value, scale: decimals - exponent)
    slack = magnitude * WideDecimal.unit
  }

  /// A double as its shortest digits say it; nil for NaN and infinity.
  init?(_ value: Double) {
    guard value.isFinite else { return nil }
    self.init(written: shortest(value))
  }

  /// A function's value that was computed in doubles.
  init?(computed value: Double, slack: Double = 0) {
    guard value.isFinite, let number = WideDecimal(value) else { return nil }
    self = number
    isExact = false
    uncertainty = max(value.magnitude * 8 * WideDecimal.unit, slack)
    self.slack = uncertainty
  }

  var isZero: Bool { significand == 0 }
  var isNegative: Bool { significand < 0 }

  /// The nearest double, or one beside it.
  var double: Double {
    let width = significand.magnitude.bitWidth
    if width == 0 { return 0 }
    guard width < 960, (0..<290).contains(scale) else { return doubleOfDigits }
    let shift = max(0, width - 64)
    let top = Double(UInt64(truncatingIfNeeded: significand.magnitude >> shift))
    let value = scalbn(top, Int32(shift)) / pow(10, Double(scale))
    return significand < 0 ? -value : value
  }

  /// By its first eighteen digits, where the number or its scale is beyond a double's range.
  private var doubleOfDigits: Double {
    let first = exponent
    guard (-330...310).contains(first) else { return first > 0 ? (significand < 0 ? -.infinity : .infinity) : 0 }
    let cut = first - 17 + scale
    let digits =
      cut > 0 ? significand / WideDecimal.powerOfTen(cut) : significand * WideDecimal.powerOfTen(-cut)
    return Double("\(digits)e\(first - 17)") ?? 0
  }

  var magnitude: Double { double.magnitude }

  /// The power of ten of the first digit: 0 for 1…9, −2 for 0.05.
  var exponent: Int { WideDecimal.digitCount(significand.magnitude) - 1 - scale }

  /// Digits of a number, 1 for 0.
  private static func digitCount(_ number: BigUInt) -> Int {
    if number.isZero { return 1 }
    let atLeast = Int(Double(number.bitWidth - 1) * 0.30102999566398)
    guard atLeast < powers.count - 1 else { return String(number).count }
    return number < powers[atLeast + 1].magnitude ? atLeast + (number < powers[atLeast].magnitude ? 0 : 1) : atLeast + 2
  }

  /// The same value with another scale; digits beyond it are cut off.
  func scaled(to newScale: Int) -> BigInt {
    newScale >= scale
      ? significand * WideDecimal.powerOfTen(newScale - scale)
      : significand / WideDecimal.powerOfTen(scale - newScale)
  }

  static func powerOfTen(_ exponent: Int) -> BigInt {
    exponent < powers.count ? powers[exponent] : BigInt(10).power(exponent)
  }

  private static let powers: [BigInt] = (0..<300).map { BigInt(10).power($0) }

  /// To so many significant digits, half away from zero.
  func rounded(digits: Int) -> WideDecimal {
    let excess = exponent + 1 + scale - digits
    guard excess > 0, significand != 0 else { return self }
    let divisor = WideDecimal.powerOfTen(excess)
    let half = significand < 0 ? -(divisor / 2) : divisor / 2
    var result = WideDecimal((significand + half) / divisor, scale: scale - excess)
    let lost = pow(10, Double(exponent - digits + 1))
    result.isExact = false
    result.uncertainty = uncertainty + lost
    result.slack = slack + lost
    return result
  }

  /// Without zeros at the end of the decimals.
  var trimmed: WideDecimal {
    var result = self
    while result.scale > 0, !result.isZero, result.significand % 10 == 0 {
      result.significand /= 10
      result.scale -= 1
    }
    if result.isZero { result.scale = 0 }
    return result
  }
}

// MARK: - Arithmetic

extension WideDecimal {
  static func + (a: WideDecimal, b: WideDecimal) -> WideDecimal {
    let scale = max(a.scale, b.scale)
    var sum = WideDecimal(a.scaled(to: scale) + b.scaled(to: scale), scale: scale)
    sum.isExact = a.isExact && b.isExact
    sum.uncertainty = a.uncertainty + b.uncertainty
    sum.slack = a.slack + b.slack + sum.magnitude * unit
    return sum
  }

  static prefix func - (a: WideDecimal) -> WideDecimal {
    var result = a
    result.significand = -a.significand
    return result
  }

  static func - (a: WideDecimal, b: WideDecimal) -> WideDecimal { a + -b }

  static func * (a: WideDecimal, b: WideDecimal) -> WideDecimal {
    var product = WideDecimal(a.significand * b.significand, scale: a.scale + b.scale)
    product.isExact = a.isExact && b.isExact
    product.uncertainty = a.magnitude * b.uncertainty + b.magnitude * a.uncertainty
    product.slack = a.magnitude * b.slack + b.magnitude * a.slack + product.magnitude * unit
    return product
  }

  /// The quotient to so many significant digits, exact where it ends before; nil for a division by zero.
  func divided(by divisor: WideDecimal, digits: Int) -> WideDecimal? {
    guard !divisor.isZero else { return nil }
    let extra = max(0, digits + divisor.exponent + divisor.scale - exponent - scale + 1)
    let (quotient, remainder) = (significand * WideDecimal.powerOfTen(extra)).quotientAndRemainder(
      dividingBy: divisor.significand)
    var result = WideDecimal(quotient, scale: scale + extra - divisor.scale)
    let size = result.magnitude
    let b = divisor.magnitude
    result.isExact = isExact && divisor.isExact && remainder == 0
    result.uncertainty = uncertainty / b + size * divisor.uncertainty / b
    if remainder != 0 { result.uncertainty += pow(10, Double(-result.scale)) }
    result.slack = slack / b + size * divisor.slack / b + size * WideDecimal.unit + result.uncertainty
    return result.trimmed
  }

  /// The value with bounds that a function of that steepness leaves.
  func after(_ x: WideDecimal, steepness: Double) -> WideDecimal {
    var result = self
    let slope = steepness.isFinite ? steepness.magnitude : 0
    result.isExact = result.isExact && x.isExact
    result.uncertainty += slope * x.uncertainty
    result.slack = max(result.slack, slope * x.slack + 4 * WideDecimal.unit * result.magnitude) + result.uncertainty
    return result
  }

  static func < (a: WideDecimal, b: WideDecimal) -> Bool { (a - b).isNegative }

  /// |a − b| within the uncertainties.
  func equals(_ other: WideDecimal) -> Bool {
    let difference = self - other
    if difference.isZero { return true }
    guard !isExact || !other.isExact else { return false }
    return difference.magnitude <= uncertainty + other.uncertainty
  }

  var absolute: WideDecimal { isNegative ? -self : self }
}

// MARK: - Text

extension WideDecimal {
  /// With exactly so many decimals, cut off; `decimals` may be negative.
  func text(decimals: Int) -> String {
    let units = scaled(to: decimals)
    guard decimals > 0 else { return String(units * WideDecimal.powerOfTen(-decimals)) }
    var digits = String(units.magnitude)
    if digits.count <= decimals { digits = String(repeating: "0", count: decimals + 1 - digits.count) + digits }
    let point = digits.index(digits.endIndex, offsetBy: -decimals)
    return "\(units < 0 ? "-" : "")\(digits[..<point]).\(digits[point...])"
  }

  /// `1.234e-07`: so many significant digits, rounded.
  func scientific(digits: Int) -> String {
    let short = rounded(digits: max(1, digits))
    let text = String(short.significand.magnitude)
    var mantissa = text
    while mantissa.count > 1, mantissa.count > digits, mantissa.last == "0" { mantissa.removeLast() }
    let fraction = mantissa.dropFirst()
    let sign = short.exponent < 0 ? "-" : "+"
    let power = String(short.exponent.magnitude)
    return "\(isNegative ? "-" : "")\(mantissa.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")"
      + "e\(sign)\(power.count < 2 ? "0" : "")\(power)"
  }

  /// The digits that say what it is: all of an exact short number, else so many significant ones and `…`.
  func shown(digits: Int = 7) -> String {
    let short = trimmed
    if short.isZero { return "0" }
    if short.isExact, short.exponent + 1 + short.scale <= digits, (-5...14).contains(short.exponent) {
      return short.text(decimals: max(0, short.scale))
    }
    guard (-5...14).contains(exponent) else { return scientific(digits: digits) }
    let decimals = max(0, digits - 1 - exponent)
    let cut = text(decimals: decimals)
    return short.isExact && short.scale <= decimals ? short.text(decimals: max(0, short.scale)) : cut + "…"
  }
}
