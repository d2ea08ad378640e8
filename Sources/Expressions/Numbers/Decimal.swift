import BigInt

/// A decimal fraction, exact: significand · 10^exponent, with the decimals it is written with.
///
/// Sums, differences and products are exact and lose trailing zeros; a quotient has 40 significant digits unless it
/// comes out even. Only `cut` keeps trailing zeros: 0.2209 truncated to 3 decimals is written 0.220.
package struct Decimal: Sendable {
  package let significand: BigInt
  package let exponent: Int

  package init(significand: BigInt, exponent: Int) {
    self.significand = significand
    self.exponent = exponent
  }

  package init(_ value: Int) { self.init(significand: BigInt(value), exponent: 0) }

  package static let zero = Decimal(0)
  package static let one = Decimal(1)

  /// The number a text such as `0.50`, `-3`, `1e-3` says, with its decimals; nil if it is none.
  package init?(_ text: String) {
    var digits = ""
    var decimals = 0
    var isBehindPoint = false
    var rest = Substring(text)
    let isNegative = rest.hasPrefix("-")
    if isNegative || rest.hasPrefix("+") { rest = rest.dropFirst() }
    while let character = rest.first, character.isASCII, character.isNumber || character == "." {
      if character == "." {
        guard !isBehindPoint else { return nil }
        isBehindPoint = true
      } else {
        digits.append(character)
        if isBehindPoint { decimals += 1 }
      }
      rest = rest.dropFirst()
    }
    var exponent = 0
    if let mark = rest.first, mark == "e" || mark == "E" {
      guard let written = Int(rest.dropFirst()), written.magnitude <= Decimal.largestExponent else { return nil }
      exponent = written
      rest = ""
    }
    guard rest.isEmpty, let significand = BigInt(digits) else { return nil }
    self.init(significand: isNegative ? -significand : significand, exponent: exponent - decimals)
  }

  /// The shortest decimal fraction that reads back as this double; nil for infinity and NaN.
  package init?(_ value: Double) {
    guard value.isFinite, let decimal = Decimal(value.description) else { return nil }
    self = decimal.normalized
  }

  private static let largestExponent = 10_000

  /// The nearest double.
  package var double: Double { Double("\(significand)e\(exponent)") ?? .nan }

  package var isZero: Bool { significand.isZero }
  package var isNegative: Bool { significand.sign == .minus && !isZero }
  package var magnitude: Decimal { Decimal(significand: BigInt(significand.magnitude), exponent: exponent) }
  package var isWhole: Bool { normalized.exponent >= 0 }

  /// Digits of the significand.
  package var digitCount: Int { isZero ? 1 : String(significand.magnitude).count }

  /// Without trailing zeros behind the point; whole numbers have exponent 0.
  package var normalized: Decimal {
    guard !isZero else { return .zero }
    if exponent > 0 { return Decimal(significand: significand * powerOfTen(exponent), exponent: 0) }
    var significand = significand
    var exponent = exponent
    while exponent < 0 {
      let (quotient, remainder) = significand.quotientAndRemainder(dividingBy: 10)
      guard remainder.isZero else { break }
      significand = quotient
      exponent += 1
    }
    return Decimal(significand: significand, exponent: exponent)
  }
}

// MARK: - Arithmetic

extension Decimal {
  package static func + (left: Decimal, right: Decimal) -> Decimal {
    let exponent = min(left.exponent, right.exponent)
    return Decimal(significand: left.scaled(to: exponent) + right.scaled(to: exponent), exponent: exponent).normalized
  }

  package static prefix func - (operand: Decimal) -> Decimal {
    Decimal(significand: -operand.significand, exponent: operand.exponent)
  }

  package static func - (left: Decimal, right: Decimal) -> Decimal { left + -right }

  package static func * (left: Decimal, right: Decimal) -> Decimal {
    Decimal(significand: left.significand * right.significand, exponent: left.exponent + right.exponent).normalized
  }

  /// To 40 significant digits, rounded half to even; nil for a divisor of 0.
  package static func / (left: Decimal, right: Decimal) -> Decimal? { left.divided(by: right, digits: 40) }

  package func divided(by divisor: Decimal, digits: Int) -> Decimal? {
    guard !divisor.isZero else { return nil }
    guard !isZero else { return .zero }
    let shift = max(0, digits + 2 + divisor.digitCount - digitCount)
    let numerator = significand * powerOfTen(shift)
    let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: divisor.significand)
    let exponent = exponent - shift - divisor.exponent
    if remainder.isZero {
      return Decimal(significand: quotient, exponent: exponent).rounded(toDigits: digits)
    }
    // One digit more says that something follows, so that no tie is seen where there is none.
    let sticky: BigInt = (numerator.sign == divisor.significand.sign) ? 1 : -1
    return Decimal(significand: quotient * 10 + sticky, exponent: exponent - 1).rounded(toDigits: digits)
  }

  /// To so many significant digits, half to even, without trailing zeros.
  package func rounded(toDigits digits: Int) -> Decimal {
    let surplus = digitCount - digits
    guard surplus > 0 else { return normalized }
    return cut(.halfEven, decimals: -exponent - surplus).normalized
  }

  /// The significand for a smaller exponent.
  func scaled(to exponent: Int) -> BigInt { significand * powerOfTen(self.exponent - exponent) }
}

// MARK: - Cutting

extension Decimal {
  /// With no more than so many decimals; a number that has no more is what it was, without trailing zeros.
  ///
  /// A negative count cuts digits before the point.
  package func cut(_ cut: Cut, decimals: Int) -> Decimal {
    let exact = normalized
    let surplus = -exact.exponent - decimals
    guard surplus > 0 else { return exact }
    let unit = powerOfTen(surplus)
    var (quotient, remainder) = exact.significand.quotientAndRemainder(dividingBy: unit)
    let twice = BigInt(remainder.magnitude) * 2
    let roundsUp =
      switch cut {
      case .truncate: false
      case .round: twice >= unit
      case .halfEven: twice > unit || (twice == unit && !(quotient % 2).isZero)
      }
    if roundsUp { quotient += exact.isNegative ? -1 : 1 }
    return Decimal(significand: quotient, exponent: -decimals)
  }
}

extension Decimal: Comparable {
  package static func == (left: Decimal, right: Decimal) -> Bool {
    let exponent = min(left.exponent, right.exponent)
    return left.scaled(to: exponent) == right.scaled(to: exponent)
  }

  package static func < (left: Decimal, right: Decimal) -> Bool {
    let exponent = min(left.exponent, right.exponent)
    return left.scaled(to: exponent) < right.scaled(to: exponent)
  }
}

// MARK: - Text

extension Decimal: CustomStringConvertible {
  /// `0.220`, `-3`, `0.0000256`; in the form `1.5e-30` far from the point.
  package var description: String {
    let digits = String(significand.magnitude)
    let sign = isNegative ? "-" : ""
    let point = digits.count + exponent
    if isZero, exponent >= 0 { return "0" }
    if point > 30 || point < -20 {
      let short = Decimal(significand: significand, exponent: 0).strippedDigits
      let tail = short.dropFirst()
      return "\(sign)\(short.prefix(1))\(tail.isEmpty ? "" : ".\(tail)")e\(point - 1)"
    }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
    return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }

  private var strippedDigits: String {
    let digits = String(significand.magnitude)
    let kept = digits.reversed().drop { $0 == "0" }
    return kept.isEmpty ? "0" : String(kept.reversed())
  }
}

/// 10^exponent; 1 for a negative exponent.
func powerOfTen(_ exponent: Int) -> BigInt { BigInt(10).power(max(0, exponent)) }
