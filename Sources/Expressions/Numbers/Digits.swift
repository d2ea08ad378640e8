/// Writes the digits of a whole number, eight at a time; returns how many they are.
///
/// - Parameter text: has room for 24 characters; those after the digits may change too.
func writeWhole(_ number: UInt64, to text: UnsafeMutablePointer<UInt8>) -> Int {
  let zeros: UInt64 = 0x3030_3030_3030_3030
  guard number >= 100_000_000 else {
    let digits = eightDigits(number)
    // Zero has a digit too.
    let leading = min(7, digits.trailingZeroBitCount / 8)
    store((digits | zeros) >> UInt64(8 * leading), text)
    return 8 - leading
  }
  let length = writeWhole(number / 100_000_000, to: text)
  store(eightDigits(number % 100_000_000) | zeros, text + length)
  return length + 8
}

/// The eight digits of a number below 10⁸, one a byte, the first in the lowest: halves of four digits are split into
/// pairs, and these into digits, all at once.
@inline(__always)
private func eightDigits(_ number: UInt64) -> UInt64 {
  let fours = number / 10_000 | (number % 10_000) << 32
  // v / 100 is v · 10486 / 2²⁰ rounded down for v below 10⁴, and v / 10 is v · 103 / 2¹⁰ for v below 100.
  let hundreds = ((fours &* 10_486) >> 20) & 0x7F_0000_007F
  let pairs = hundreds | (fours &- hundreds &* 100) << 16
  let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
  return tens | (pairs &- tens &* 10) << 8
}

@inline(__always)
private func store(_ characters: UInt64, _ text: UnsafeMutablePointer<UInt8>) {
  UnsafeMutableRawPointer(text).storeBytes(of: characters.littleEndian, as: UInt64.self)
}

/// The number of digits of a whole number; 1 for zero.
@inline(__always)
func digitCount(_ number: UInt64) -> Int {
  let bits = 64 - (number | 1).leadingZeroBitCount
  // floor(bits · log10 2): a number of that many bits has as many digits, or one more.
  let fewest = (bits * 1233) >> 12
  return fewest < wholeTenPowers.count && number >= wholeTenPowers[fewest] ? fewest + 1 : max(1, fewest)
}
