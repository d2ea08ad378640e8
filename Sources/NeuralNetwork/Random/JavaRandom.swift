/// `java.util.Random` and `Collections.shuffle`: a linear congruential generator of 48 bits, whose high bits are used.
struct JavaRandom: RandomSource {
  private static let multiplier: UInt64 = 0x5_deec_e66d
  private static let mask: UInt64 = 1 << 48 - 1

  private var state: UInt64
  private var polar = PolarNormals()

  init(seed: UInt64, isNegative: Bool) {
    state = ((isNegative ? 0 &- seed : seed) ^ Self.multiplier) & Self.mask
  }

  private mutating func next(_ bits: UInt64) -> UInt64 {
    state = (state &* Self.multiplier &+ 0xb) & Self.mask
    return state >> (48 - bits)
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    words.transfer(&state)
    words.require(state <= Self.mask)
    polar.transfer(&words)
  }

  mutating func word() -> UInt32 { UInt32(next(32)) }

  /// `nextDouble`
  mutating func uniform() -> Double {
    let high = next(26) << 27
    return Double(high + next(27)) * 0x1p-53
  }

  /// `nextGaussian`
  mutating func standardNormal() -> Double {
    if let kept = polar.kept() { return kept }
    let pair = PolarNormals.pair(log: FreelyDistributableMath.log) { uniform() }
    polar.keep(pair.second * pair.factor)
    return pair.first * pair.factor
  }

  /// `nextInt(bound)`; `nextLong(bound)` if the bound does not fit an `int`.
  mutating func integer(below bound: Int) -> Int {
    guard bound <= Int(Int32.max) else { return longInteger(below: UInt64(bound)) }
    if bound & (bound - 1) == 0 { return Int((UInt64(bound) * next(31)) >> 31) }
    while true {
      let drawn = Int(next(31))
      if drawn - drawn % bound + bound - 1 <= Int(Int32.max) { return drawn % bound }
    }
  }

  private mutating func longInteger(below bound: UInt64) -> Int {
    /// `nextLong`, of two signed halves
    func long() -> UInt64 {
      let high = Int64(Int32(bitPattern: word())) << 32
      return UInt64(bitPattern: high &+ Int64(Int32(bitPattern: word())))
    }
    var drawn = long()
    if bound & (bound - 1) == 0 { return Int(drawn & (bound - 1)) }
    while true {
      drawn >>= 1
      if drawn - drawn % bound + bound - 1 <= UInt64(Int64.max) { return Int(drawn % bound) }
      drawn = long()
    }
  }
}

extension RandomDialect {
  package static let java = RandomDialect("java", seeds: (.min, UInt64(Int64.max))) { seed, isNegative in
    JavaRandom(seed: seed, isNegative: isNegative)
  }
}
