extension Decimal {
  /// Parses a number such as `0.50`, `-3`, `1e-3`, keeping its decimals; nil for other text, and if the exponent
  /// exceeds `BoundedDecimal.maxExponent`.
  package init?(_ text: String) {
    var copy = text
    if let short = copy.withUTF8(Decimal.short) {
      self = short
      return
    }
    var digits: [UInt8] = []
    var decimals: Int?
    var bytes = text.utf8[...]
    let isNegative = bytes.first == Ascii.minus
    if isNegative || bytes.first == Ascii.plus { bytes.removeFirst() }
    while let byte = bytes.first, byte == Ascii.period || (byte >= 0x30 && byte <= 0x39) {
      if byte == Ascii.period {
        guard decimals == nil else { return nil }
        decimals = 0
      } else {
        digits.append(byte)
        decimals? += 1
      }
      bytes.removeFirst()
    }
    var exponent = 0
    if let mark = bytes.first, mark | 0x20 == 0x65 {
      guard let power = Int(Substring(bytes.dropFirst())), power.magnitude <= BoundedDecimal.maxExponent else {
        return nil
      }
      exponent = power
      bytes = bytes[bytes.endIndex...]
    }
    guard bytes.isEmpty, !digits.isEmpty, let value = Integer(digits: String(decoding: digits, as: UTF8.self)) else {
      return nil
    }
    self.init(significand: isNegative ? -value : value, exponent: exponent - (decimals ?? 0))
  }

  /// A number of up to 18 digits without exponent, as most are; nil for any other.
  private static func short(_ bytes: UnsafeBufferPointer<UInt8>) -> Decimal? {
    var value = 0
    var digits = 0
    var decimals: Int?
    let isNegative = bytes.first == Ascii.minus
    for byte in bytes.dropFirst(isNegative ? 1 : 0) {
      if byte == Ascii.period, decimals == nil {
        decimals = 0
      } else if byte >= 0x30, byte <= 0x39, digits < 18 {
        value = value * 10 + Int(byte - 0x30)
        digits += 1
        decimals? += 1
      } else {
        return nil
      }
    }
    return digits == 0 ? nil : Decimal(isNegative ? -value : value, exponent: -(decimals ?? 0))
  }

  /// The number truncated to exactly `decimals` decimals; a negative count means none.
  package func text(decimals: Int) -> String {
    let units = scaled(to: -decimals)
    guard decimals > 0 else { return (units * Integer.powerOfTen(-decimals)).description }
    var digits = units.magnitude.description
    if digits.utf8.count <= decimals {
      digits = String(repeating: "0", count: decimals + 1 - digits.utf8.count) + digits
    }
    let point = digits.utf8.count - decimals
    return "\(units.isNegative ? "-" : "")\(digits.prefix(point)).\(digits.dropFirst(point))"
  }

  /// `1.234e-07`: at most `digits` significant digits, rounded half away from zero.
  package func scientific(digits: Int) -> String {
    let short = digitCount > max(1, digits) ? cut(.round, decimals: max(1, digits) - 1 - leadingExponent) : self
    var mantissa = short.significand.magnitude.description
    while mantissa.utf8.count > max(1, digits), mantissa.last == "0" { mantissa.removeLast() }
    let fraction = mantissa.dropFirst()
    let power = short.leadingExponent
    return "\(isNegative ? "-" : "")\(mantissa.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")"
      + "e\(power < 0 ? "-" : "+")\(power.magnitude < 10 ? "0" : "")\(power.magnitude)"
  }
}

extension Decimal: CustomStringConvertible {
  /// `0.220`, `-3`, `0.0000256`; far from the point `1.5e-30`.
  @usableFromInline package var description: String {
    if isZero, exponent >= 0 { return "0" }
    let digits = significand.magnitude.description
    let sign = isNegative ? "-" : ""
    let point = digits.utf8.count + exponent
    if point > 30 || point < -20 {
      let kept = stripped.significand.magnitude.description
      let tail = kept.dropFirst()
      return "\(sign)\(kept.prefix(1))\(tail.isEmpty ? "" : ".\(tail)")e\(point - 1)"
    }
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    if point <= 0 { return "\(sign)0.\(String(repeating: "0", count: -point))\(digits)" }
    return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
  }
}
