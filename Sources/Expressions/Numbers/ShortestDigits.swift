/// The digits of `shortest` for doubles that are not whole, from 0.0001 up to 10¹⁵, without a string.
///
/// v = m · 2^e, so v · 10^k = m · 5^k · 2^(e + k), which fits into 128 bits: the interval of the numbers that read back
/// as v is exact, and its shortest decimal is found by leaving out digits. Source: U. Adams, "Ryū: fast float-to-string
/// conversion" (2018), which needs tables for the other doubles.
package struct ShortestDigits {
  /// The decimal is `digits` · 10^−`decimals`.
  private let digits: UInt64
  private let decimals: Int

  /// No decimal has more characters, with the sign, the point and a 0 before it.
  package static let longest = 24

  /// Nil for other numbers; of a negative one without its sign.
  package init?(_ value: Double) {
    let bits = value.magnitude.bitPattern
    let magnitude = value.magnitude
    guard magnitude >= 0.0001, magnitude < 1e15, magnitude != magnitude.rounded(.towardZero) else { return nil }
    let m = bits & 0xF_FFFF_FFFF_FFFF | 0x10_0000_0000_0000
    let exponent = Int(bits >> 52) - 1077
    // 18 digits, of which the numbers that read back as v differ in the last one
    var places = 17 - (((exponent + 54) * 1233) >> 12)
    var scaled = Self.scaled(4 * m, places, exponent)
    if scaled.whole >= 1_000_000_000_000_000_000 {
      places -= 1
      scaled = Self.scaled(4 * m, places, exponent)
    }
    let below: UInt64 = m == 0x10_0000_0000_0000 ? 1 : 2
    let (low, high) = (Self.scaled(4 * m - below, places, exponent), Self.scaled(4 * m + 2, places, exponent))
    let takesBounds = m & 1 == 0
    var lowIsExact = takesBounds && low.isExact
    var isExact = scaled.isExact
    var (vm, vr, vp) = (low.whole, scaled.whole, high.whole)
    if !takesBounds, high.isExact { vp -= 1 }
    var last: UInt64 = 0
    while vp / 10 > vm / 10 {
      lowIsExact = lowIsExact && vm % 10 == 0
      isExact = isExact && last == 0
      last = vr % 10
      (vm, vr, vp) = (vm / 10, vr / 10, vp / 10)
      places -= 1
    }
    while lowIsExact, vm % 10 == 0 {
      isExact = isExact && last == 0
      last = vr % 10
      (vm, vr) = (vm / 10, vr / 10)
      places -= 1
    }
    if isExact, last == 5, vr % 2 == 0 { last = 4 }
    digits = vr + ((vr == vm && !lowIsExact) || last >= 5 ? 1 : 0)
    decimals = places
  }

  /// m · 5^k · 2^(e + k), rounded down.
  @inline(__always)
  private static func scaled(_ m: UInt64, _ k: Int, _ e: Int) -> (whole: UInt64, isExact: Bool) {
    let (high, low) = m.multipliedFullWidth(by: powersOfFive[k])
    let shift = UInt64(-(e + k))
    if shift >= 64 {
      let mask = (1 << (shift - 64)) - 1 as UInt64
      return (high >> (shift - 64), low == 0 && high & mask == 0)
    }
    return (high << (64 - shift) | low >> shift, low & ((1 << shift) - 1) == 0)
  }

  private static let powersOfFive: [UInt64] = (0...27).map { (0..<$0).reduce(1) { power, _ in power * 5 } }

  /// Writes the decimal, with a sign if it is negative; returns the number of its characters.
  package func write(isNegative: Bool, to text: UnsafeMutablePointer<UInt8>) -> Int {
    var start = 0
    if isNegative {
      text[0] = UInt8(ascii: "-")
      start = 1
    }
    var length = 1
    var power: UInt64 = 10
    while length < 19, digits >= power {
      length += 1
      power &*= 10
    }
    // at least one digit before the point
    let characters = max(length, decimals + 1) + 1
    var (rest, at) = (digits, start + characters)
    for place in 0..<characters {
      at -= 1
      if place == decimals {
        text[at] = UInt8(ascii: ".")
      } else {
        text[at] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
      }
    }
    return start + characters
  }
}
