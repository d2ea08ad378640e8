/// `numpy.random.seed` and the functions of `numpy.random` (the legacy `RandomState`).
struct NumpyRandom: RandomSource {
  private var twister: MersenneTwister
  private var polar = PolarNormals()

  init(seed: UInt32) { twister = MersenneTwister(seed: seed) }

  mutating func transfer(_ words: inout GeneratorWords) {
    twister.transfer(&words)
    polar.transfer(&words)
  }

  mutating func word() -> UInt32 { twister.word() }

  mutating func uniform() -> Double { twister.uniform() }

  mutating func standardNormal() -> Double {
    if let kept = polar.kept() { return kept }
    let pair = PolarNormals.pair { uniform() }
    polar.keep(pair.first * pair.factor)
    return pair.factor * pair.second
  }

  mutating func integer(below bound: Int) -> Int { maskedInteger(upTo: UInt64(bound - 1)) }
}

extension RandomDialect {
  package static let numpy = RandomDialect("numpy", seeds: (0, UInt64(UInt32.max))) { seed, _ in
    NumpyRandom(seed: UInt32(truncatingIfNeeded: seed))
  }
}
