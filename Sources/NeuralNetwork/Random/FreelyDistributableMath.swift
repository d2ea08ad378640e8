/// Functions of fdlibm, the mathematical library of Java's `StrictMath`, which rounds a few results differently from
/// the C library.
enum FreelyDistributableMath {
  /// The natural logarithm of a positive normal number (e_log.c): x = 2ᵏ · (1 + f), and a polynomial in f / (2 + f).
  static func log(_ x: Double) -> Double {
    let high = 6.93147180369123816490e-01
    let low = 1.90821492927058770002e-10
    var word = Int32(truncatingIfNeeded: x.bitPattern >> 32)
    var exponent = word >> 20 - 1023
    word &= 0xf_ffff
    let carry = (word + 0x9_5f64) & 0x10_0000
    exponent += carry >> 20
    // Between √½ and √2.
    let top = UInt64(UInt32(bitPattern: word | (carry ^ 0x3ff0_0000)))
    let f = Double(bitPattern: top << 32 | x.bitPattern & 0xffff_ffff) - 1
    let k = Double(exponent)
    if (2 + word) & 0xf_ffff < 3 {
      if f == 0 { return exponent == 0 ? 0 : k * high + k * low }
      let r = f * f * (0.5 - 0.33333333333333333 * f)
      return exponent == 0 ? f - r : k * high - ((r - k * low) - f)
    }
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01))
    let odd =
      z
      * (6.666666666666735130e-01
        + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)))
    let r = odd + even
    if (word - 0x6_147a) | (0x6_b851 - word) > 0 {
      let half = 0.5 * f * f
      return exponent == 0 ? f - (half - s * (half + r)) : k * high - ((half - (s * (half + r) + k * low)) - f)
    }
    return exponent == 0 ? f - s * (f - r) : k * high - ((s * (f - r) - k * low) - f)
  }
}
