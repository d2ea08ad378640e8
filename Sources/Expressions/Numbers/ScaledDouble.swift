/// x · 10^decimals rounded to a whole number, halves to the even one, as printf rounds; nil for what does not fit into
/// 64 bits, and for more decimals than `fivePowers` has.
///
/// Exact: x is m · 2^e with m below 2^53, and m · 5^decimals fits into 128 bits.
///
/// - Parameter x: finite, not negative.
@inline(__always)
func scaled(_ x: Double, _ decimals: Int) -> UInt64? {
  guard decimals >= 0, decimals < fivePowers.count else { return nil }
  if decimals <= 22 {
    // The power of ten is exact, so that the product is at most 0.00007 off: that matters only near a half.
    let product = x * powerOfTen(decimals)
    let (whole, nearest) = roundedToWhole(product)
    if product < 1e12, (product - nearest).magnitude < 0.499 { return whole }
  }
  let biased = Int(x.bitPattern >> 52)
  let fraction = x.bitPattern & (1 << 52 - 1)
  let m = biased == 0 ? fraction : fraction | 1 << 52
  let product = m.multipliedFullWidth(by: fivePowers[decimals])
  let shift = max(biased, 1) - 1075 + decimals
  guard shift < 0 else {
    guard product.high == 0, shift <= product.low.leadingZeroBitCount else { return nil }
    return product.low << UInt64(shift)
  }
  let drop = UInt64(-shift)
  let (whole, rest, half): (UInt64, UInt64, UInt64)
  // Whether dropped bits below `rest` are set.
  var isMore = false
  if drop < 64 {
    guard product.high >> drop == 0 else { return nil }
    whole = product.high << (64 - drop) | product.low >> drop
    (rest, half) = (product.low & (1 << drop - 1), 1 << (drop - 1))
  } else if drop == 64 {
    (whole, rest, half) = (product.high, product.low, 1 << 63)
  } else if drop < 128 {
    whole = product.high >> (drop - 64)
    (rest, half) = (product.high & (1 << (drop - 64) - 1), 1 << (drop - 65))
    isMore = product.low != 0
  } else {
    return 0
  }
  let isUp = rest > half || rest == half && (isMore || whole & 1 == 1)
  guard isUp else { return whole }
  return whole < .max ? whole + 1 : nil
}

/// The nearest whole number, as such and as a double; of a number not below 0 and below 2⁵².
@inline(__always)
func roundedToWhole(_ x: Double) -> (whole: UInt64, nearest: Double) {
  // Next to 2⁵² doubles are whole numbers, whose last digits are those of their bits.
  let shifted = x + 0x1p52
  return (shifted.bitPattern & (1 << 52 - 1), shifted - 0x1p52)
}

/// As `scaled`, which is copied to where it is called.
@inline(never)
func scaledAgain(_ x: Double, _ decimals: Int) -> UInt64? { scaled(x, decimals) }

/// The position of the first digit: floor(log10 x), or one more or less if x is all but a power of ten.
///
/// - Parameter x: finite, above 0.
@inline(__always)
func decimalExponent(_ x: Double) -> Int {
  // floor(e · log10 2), which is at most one too small.
  let guess = (x.exponentAsInt * 315_653) >> 20
  let next = guess + 1 - tenPowersFrom
  return tenPowers.indices.contains(next) && x >= tenPowers[next] ? guess + 1 : guess
}

extension Double {
  fileprivate var exponentAsInt: Int {
    let biased = Int(bitPattern >> 52) & 0x7FF
    return biased == 0 ? Int(exponent) : biased - 1023
  }
}

/// 5⁰ to 5²⁷, the last below 2⁶⁴.
private let fivePowers: [UInt64] = [
  1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1_953_125, 9_765_625, 48_828_125, 244_140_625, 1_220_703_125,
  6_103_515_625, 30_517_578_125, 152_587_890_625, 762_939_453_125, 3_814_697_265_625, 19_073_486_328_125,
  95_367_431_640_625, 476_837_158_203_125, 2_384_185_791_015_625, 11_920_928_955_078_125, 59_604_644_775_390_625,
  298_023_223_876_953_125, 1_490_116_119_384_765_625, 7_450_580_596_923_828_125,
]

private let tenPowersFrom = -27
private let tenPowers: [Double] = [
  1e-27, 1e-26, 1e-25, 1e-24, 1e-23, 1e-22, 1e-21, 1e-20, 1e-19, 1e-18, 1e-17, 1e-16, 1e-15, 1e-14, 1e-13, 1e-12,
  1e-11, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8,
  1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]

/// 10^exponent, which is exact up to 22.
@inline(__always)
func powerOfTen(_ exponent: Int) -> Double { tenPowers[exponent - tenPowersFrom] }

/// 10⁰ to 10¹⁹, the last below 2⁶⁴.
let wholeTenPowers: [UInt64] = [
  1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
  100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
  10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
]
