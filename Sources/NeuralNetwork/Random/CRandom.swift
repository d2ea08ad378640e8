/// `srand` and `rand` of the GNU C library: additive feedback, r(i) = r(i−3) + r(i−31), without the low bit.
///
/// C has no functions for other numbers; these are the expressions that programs commonly write.
struct CRandom: RandomSource {
  /// RAND_MAX
  private static let highest: UInt32 = 0x7fff_ffff

  private let divisor: Double
  private var state: [UInt32]
  /// Of r(i−31), which the next word replaces.
  private var position = 3
  private var polar = PolarNormals()

  /// - Parameter isHalfOpen: whether 1 is never drawn.
  init(seed: UInt32, isHalfOpen: Bool) {
    divisor = Double(Self.highest) + (isHalfOpen ? 1 : 0)
    // Multiplication by 16807 modulo 2³¹ − 1 (Park and Miller), by Schrage's method on a signed seed.
    var word = Int32(bitPattern: max(seed, 1))
    state = [UInt32(bitPattern: word)]
    for _ in 1..<31 {
      let (high, low) = word.quotientAndRemainder(dividingBy: 127_773)
      word = 16_807 * low - 2_836 * high
      if word < 0 { word += 2_147_483_647 }
      state.append(UInt32(bitPattern: word))
    }
    // The feedback starts with r(3) = r(3) + r(0); the first 310 words are discarded.
    for _ in 0..<310 { _ = self.word() }
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    words.transfer(&state)
    words.transfer(&position, upTo: state.count - 1)
    polar.transfer(&words)
  }

  mutating func word() -> UInt32 {
    state[position] &+= state[position >= 3 ? position - 3 : position + 28]
    defer { position = position == 30 ? 0 : position + 1 }
    return state[position] >> 1
  }

  mutating func uniform() -> Double { Double(word()) / divisor }

  /// The polar method as the comp.lang.c FAQ lists it, 13.20.
  mutating func standardNormal() -> Double {
    if let kept = polar.kept() { return kept }
    let pair = PolarNormals.pair { uniform() }
    polar.keep(pair.second * pair.factor)
    return pair.first * pair.factor
  }

  /// `rand() % bound`
  mutating func integer(below bound: Int) -> Int {
    let isShort = bound - 1 <= Int(Self.highest)
    return (isShort ? Int(word()) : Int(word()) << 31 | Int(word())) % bound
  }
}

extension RandomDialect {
  /// Uniform numbers by `rand() / (double) RAND_MAX`.
  package static let c = RandomDialect("c", seeds: (0, UInt64(UInt32.max))) { seed, _ in
    CRandom(seed: UInt32(truncatingIfNeeded: seed), isHalfOpen: false)
  }

  /// Uniform numbers by `rand() / (RAND_MAX + 1.0)`.
  package static let cHalfOpen = RandomDialect("c-half-open", seeds: (0, UInt64(UInt32.max))) { seed, _ in
    CRandom(seed: UInt32(truncatingIfNeeded: seed), isHalfOpen: true)
  }
}
