/// `random.seed` and the functions of Python's module `random`.
struct PythonRandom: RandomSource {
  /// Which of the module's two functions draws normal numbers.
  enum Normal: Sendable { case gauss, normalvariate }

  private var twister: MersenneTwister
  private let normal: Normal
  /// The second number of the last pair of `gauss`.
  private var cached: Double?

  /// The sign of a seed is ignored.
  init(seed: UInt64, normal: Normal) {
    let low = UInt32(truncatingIfNeeded: seed)
    let high = UInt32(truncatingIfNeeded: seed >> 32)
    twister = MersenneTwister(words: high == 0 ? [low] : [low, high])
    self.normal = normal
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    twister.transfer(&words)
    words.transfer(&cached)
  }

  mutating func word() -> UInt32 { twister.word() }

  mutating func uniform() -> Double { twister.uniform() }

  mutating func standardNormal() -> Double { normal == .gauss ? gauss() : normalvariate() }

  private mutating func gauss() -> Double {
    if let cached {
      self.cached = nil
      return cached
    }
    let angle = uniform() * (2 * Double.pi)
    let radius = (-2 * Platform.log(1 - uniform())).squareRoot()
    cached = Platform.sin(angle) * radius
    return Platform.cos(angle) * radius
  }

  /// A. J. Kinderman and J. F. Monahan, ACM TOMS 3 (1977): the ratio of two uniform numbers.
  private mutating func normalvariate() -> Double {
    // 4 · exp(−½) / √2
    let constant = 1.7155277699214135
    while true {
      let numerator = uniform()
      let denominator = 1 - uniform()
      let z = constant * (numerator - 0.5) / denominator
      if z * z / 4 <= -Platform.log(denominator) { return z }
    }
  }

  /// Draws as many bits as the bound has, like `getrandbits`, low word first, until the number is below it.
  mutating func integer(below bound: Int) -> Int {
    let count = UInt32(Int.bitWidth - bound.leadingZeroBitCount)
    while true {
      var drawn: UInt64
      if count <= 32 {
        drawn = UInt64(twister.word() >> (32 - count))
      } else {
        drawn = UInt64(twister.word())
        drawn |= UInt64(twister.word() >> (64 - count)) << 32
      }
      if drawn < UInt64(bound) { return Int(drawn) }
    }
  }

  /// `random.sample` of all elements.
  mutating func sample(_ count: Int) -> [Int] { poolSample(count) }
}

extension RandomDialect {
  /// Normal numbers by `random.gauss`.
  package static let python = RandomDialect("python", seeds: (-.max, .max)) { seed, _ in
    PythonRandom(seed: seed, normal: .gauss)
  }

  /// Normal numbers by `random.normalvariate`.
  package static let pythonNormalvariate = RandomDialect("python-normalvariate", seeds: (-.max, .max)) { seed, _ in
    PythonRandom(seed: seed, normal: .normalvariate)
  }
}
