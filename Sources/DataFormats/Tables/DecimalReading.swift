/// Reads the decimal number that begins at `start`: sign, digits with at most one point, exponent.
///
/// Returns the nearest Double (ties to even; infinity on overflow) and the index after the last byte, or nil if no
/// number begins there. Independent of the locale; hexadecimal, "inf" and "nan" are not accepted.
@inline(__always)
func readDecimal(
  _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
) -> (value: Double, next: Int)? {
  var index = start
  var isNegative = false
  if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
    isNegative = bytes[index] == UInt8(ascii: "-")
    index += 1
  }
  let firstDigit = index
  var digits: UInt64 = 0
  while index < end {
    let digit = bytes[index] &- UInt8(ascii: "0")
    guard digit < 10 else { break }
    digits = digits &* 10 &+ UInt64(digit)
    index += 1
  }
  var digitCount = index - firstDigit
  var exponent = 0
  if index < end, bytes[index] == UInt8(ascii: ".") {
    index += 1
    let firstDecimal = index
    while index < end {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      digits = digits &* 10 &+ UInt64(digit)
      index += 1
    }
    digitCount += index - firstDecimal
    exponent = firstDecimal - index
  }
  guard digitCount > 0 else { return nil }
  if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
    guard let (written, next) = readExponent(bytes, from: index + 1, to: end) else { return nil }
    exponent += written
    index = next
  }
  // 19 digits always fit in 64 bits; more may have overflowed.
  guard digitCount <= 19, let magnitude = DecimalRounding.double(digits, timesTenTo: exponent) else {
    let text = UnsafeBufferPointer(rebasing: bytes[start..<index])
    return Double(String(decoding: text, as: UTF8.self)).map { ($0, index) }
  }
  return (isNegative ? -magnitude : magnitude, index)
}

private func readExponent(
  _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int
) -> (exponent: Int, next: Int)? {
  var index = start
  var isNegative = false
  if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
    isNegative = bytes[index] == UInt8(ascii: "-")
    index += 1
  }
  let firstDigit = index
  var exponent = 0
  while index < end {
    let digit = bytes[index] &- UInt8(ascii: "0")
    guard digit < 10 else { break }
    exponent = min(exponent * 10 + Int(digit), 1_000_000)
    index += 1
  }
  return index > firstDigit ? (isNegative ? -exponent : exponent, index) : nil
}

/// Decimal digits times a power of ten, correctly rounded.
enum DecimalRounding {
  /// The powers of ten that a Double represents exactly.
  private static let exactPowers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// 5⁰ … 5²⁷: the powers of five that fit in 64 bits.
  private static let powersOfFive: [UInt64] = [
    1, 5, 25, 125, 625, 3125, 15_625, 78_125, 390_625, 1_953_125, 9_765_625, 48_828_125, 244_140_625, 1_220_703_125,
    6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125, 3_814_697_265_625, 19_073_486_328_125,
    95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625,
    298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
  ]

  /// The Double nearest to `digits` · 10^`exponent`, or nil if this needs more than 128 bits.
  ///
  /// One exact operation if digits and power are exact (W. Clinger, "How to read floating point numbers accurately",
  /// 1990), else a product or quotient of 128 bits with a sticky bit for the bits cut off.
  @inline(__always)
  static func double(_ digits: UInt64, timesTenTo exponent: Int) -> Double? {
    if digits <= 1 << 53 {
      if exponent == 0 { return Double(digits) }
      if 0...22 ~= exponent { return Double(digits) * exactPowers[exponent] }
      if -22..<0 ~= exponent { return Double(digits) / exactPowers[-exponent] }
    }
    return wide(digits, exponent)
  }

  private static func wide(_ digits: UInt64, _ exponent: Int) -> Double? {
    guard digits != 0 else { return 0 }
    if 0...27 ~= exponent {
      let product = digits.multipliedFullWidth(by: powersOfFive[exponent])
      guard product.high != 0 else { return scaled(product.low, false, exponent) }
      let shift = UInt64(product.high.leadingZeroBitCount)
      let significand = product.high << shift | product.low >> (64 - shift)
      return scaled(significand, product.low << shift != 0, exponent + 64 - Int(shift))
    }
    if -27..<0 ~= exponent {
      let divisor = powersOfFive[-exponent]
      let divisorShift = divisor.leadingZeroBitCount
      let digitsShift = digits.leadingZeroBitCount
      // Both have their highest bit set now, so half the dividend is below the divisor, as the division requires.
      let dividend = digits << UInt64(digitsShift)
      let (quotient, remainder) = (divisor << UInt64(divisorShift))
        .dividingFullWidth((dividend >> 1, dividend << 63))
      return scaled(quotient, remainder != 0, exponent - 63 + divisorShift - digitsShift)
    }
    return nil
  }

  /// `significand` · 2^`exponent`, rounded to nearest; `isCut` is the sticky bit.
  ///
  /// A cut significand has at least 62 bits, so that its last bit can be the sticky bit.
  private static func scaled(_ significand: UInt64, _ isCut: Bool, _ exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: Double(isCut ? significand | 1 : significand))
  }
}
