/// `set.seed` of R with its default kinds since 3.6: Mersenne-Twister, inversion, rejection.
struct RRandom: RandomSource {
  private var twister: MersenneTwister

  init(seed: UInt32) {
    // RNG_Init of R's RNG.c: the state is filled by a congruential generator, whose 51st word would be the position.
    var word = seed
    func scrambled() -> UInt32 {
      word = 69_069 &* word &+ 1
      return word
    }
    for _ in 0..<51 { _ = scrambled() }
    twister = MersenneTwister(state: (0..<624).map { _ in scrambled() })
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    twister.transfer(&words)
  }

  mutating func word() -> UInt32 { twister.word() }

  /// `runif`: 32 bits, never 0.
  mutating func uniform() -> Double {
    let drawn = Double(twister.word()) * 2.3283064365386963e-10
    return drawn <= 0 ? 0.5 * 2.328306437080797e-10 : drawn
  }

  /// `rnorm`: the quantile of a uniform number with 59 bits.
  mutating func standardNormal() -> Double {
    let big = 134_217_728.0
    let high = (big * uniform()).rounded(.towardZero)
    return NormalQuantile.value((high + uniform()) / big)
  }

  /// `sample`: bits drawn until the number is below the bound, 16 at a time.
  mutating func integer(below bound: Int) -> Int {
    let count = Int.bitWidth - (bound - 1).leadingZeroBitCount
    let mask = count == 0 ? 0 : UInt64.max >> UInt64(64 - count)
    while true {
      var drawn: UInt64 = 0
      for _ in stride(from: 0, through: count, by: 16) {
        drawn = drawn << 16 | UInt64((uniform() * 65536).rounded(.down))
      }
      if drawn & mask < UInt64(bound) { return Int(drawn & mask) }
    }
  }

  mutating func sample(_ count: Int) -> [Int] { poolSample(count) }

  mutating func permutation(_ count: Int) -> [Int] { poolSample(count) }

  /// `x <- sample(x)`
  mutating func shuffle<Element>(_ array: inout [Element]) { array = poolSample(array.count).map { array[$0] } }
}

extension RandomDialect {
  package static let r = RandomDialect("r", seeds: (-Int64(Int32.max), UInt64(Int32.max))) { seed, isNegative in
    let word = UInt32(truncatingIfNeeded: seed)
    return RRandom(seed: isNegative ? 0 &- word : word)
  }
}
