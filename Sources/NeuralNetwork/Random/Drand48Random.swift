/// `srand48` and `drand48` of POSIX: a linear congruential generator of 48 bits, all of which are used.
struct Drand48Random: RandomSource {
  private var state: UInt64
  private var polar = PolarNormals()

  init(seed: UInt32) { state = UInt64(seed) << 16 | 0x330e }

  private mutating func next() -> UInt64 {
    state = (state &* 0x5_deec_e66d &+ 0xb) & (1 << 48 - 1)
    return state
  }

  /// `mrand48`
  mutating func transfer(_ words: inout GeneratorWords) {
    words.transfer(&state)
    words.require(state >> 48 == 0)
    polar.transfer(&words)
  }

  mutating func word() -> UInt32 { UInt32(next() >> 16) }

  mutating func uniform() -> Double { Double(next()) * 0x1p-48 }

  /// The polar method as the comp.lang.c FAQ lists it, 13.20.
  mutating func standardNormal() -> Double {
    if let kept = polar.kept() { return kept }
    let pair = PolarNormals.pair { uniform() }
    polar.keep(pair.second * pair.factor)
    return pair.first * pair.factor
  }

  /// `lrand48() % bound`
  mutating func integer(below bound: Int) -> Int {
    let isShort = bound <= 1 << 31
    return (isShort ? Int(next() >> 17) : Int(next() >> 17) << 31 | Int(next() >> 17)) % bound
  }
}

extension RandomDialect {
  package static let drand48 = RandomDialect("c-drand48", seeds: (0, UInt64(UInt32.max))) { seed, _ in
    Drand48Random(seed: UInt32(truncatingIfNeeded: seed))
  }
}
