import Expressions

/// `numpy.random.default_rng` and the methods of its `Generator`.
struct DefaultRngRandom: RandomSource {
  private var generator: PermutedCongruential

  init(seed: UInt64) { generator = PermutedCongruential(seed: seed) }

  mutating func transfer(_ words: inout GeneratorWords) {
    generator.transfer(&words)
  }

  mutating func word() -> UInt32 { generator.word() }

  mutating func uniform() -> Double { generator.uniform() }

  mutating func standardNormal() -> Double { Ziggurat.normal(&generator) }

  mutating func integer(below bound: Int) -> Int { Int(generator.integer(upTo: UInt64(bound - 1))) }

  mutating func shuffle<Element>(_ array: inout [Element]) {
    for last in (1..<array.count).reversed() {
      if Limits.isReached(at: last) { return }
      array.swapAt(last, maskedInteger(upTo: UInt64(last)))
    }
  }
}

extension RandomDialect {
  package static let defaultRng = RandomDialect("default-rng", seeds: (0, .max)) { seed, _ in
    DefaultRngRandom(seed: seed)
  }
}
