/// PCG64, the generator of `numpy.random.default_rng`: 64-bit words with period 2¹²⁸.
///
/// M. E. O'Neill, "PCG", Harvey Mudd College HMC-CS-2014-0905 (2014): XSL-RR 128/64. Seeded by numpy's `SeedSequence`.
struct PermutedCongruential: Sendable, Equatable {
  private static let multiplier = UInt128(2_549_297_995_355_413_924) << 64 | 4_865_540_595_714_422_341

  private var state: UInt128 = 0
  private let increment: UInt128
  /// The high half of a word of which only the low half has been drawn.
  private var half: UInt32?

  init(seed: UInt64) {
    var sequence = SeedSequence(seed)
    func pair() -> UInt128 {
      let high = sequence.doubleWord()
      return UInt128(high) << 64 | UInt128(sequence.doubleWord())
    }
    let start = pair()
    increment = pair() << 1 | 1
    step()
    state &+= start
    step()
  }

  /// The increment follows from the seed.
  mutating func transfer(_ words: inout GeneratorWords) {
    words.transfer(&state)
    words.transfer(&half)
  }

  private mutating func step() { state = state &* Self.multiplier &+ increment }

  mutating func doubleWord() -> UInt64 {
    step()
    let mixed = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return mixed >> rotation | mixed << (64 &- rotation & 63)
  }

  mutating func word() -> UInt32 {
    if let kept = half {
      half = nil
      return kept
    }
    let both = doubleWord()
    half = UInt32(truncatingIfNeeded: both >> 32)
    return UInt32(truncatingIfNeeded: both)
  }

  /// From 0 inclusive to 1 exclusive.
  mutating func uniform() -> Double { Double(doubleWord() >> 11) * 0x1p-53 }

  /// A whole number up to `highest` (D. Lemire, "Fast Random Integer Generation in an Interval", 2019).
  mutating func integer(upTo highest: UInt64) -> UInt64 {
    guard highest > 0 else { return 0 }
    if highest == .max { return doubleWord() }
    if let short = UInt32(exactly: highest) {
      return short == .max ? UInt64(word()) : UInt64(scaled(below: short + 1) { $0.word() })
    }
    return scaled(below: highest + 1) { $0.doubleWord() }
  }

  /// The high half of word · bound, rejecting words that would bias it.
  private mutating func scaled<Word: FixedWidthInteger & UnsignedInteger>(
    below bound: Word, _ draw: (inout Self) -> Word
  ) -> Word {
    let threshold = (0 &- bound) % bound
    while true {
      let (high, low) = draw(&self).multipliedFullWidth(by: bound)
      if Word(truncatingIfNeeded: low) >= threshold { return high }
    }
  }
}

/// numpy's `SeedSequence`: the words that initialize a generator from an integer seed.
private struct SeedSequence {
  private var pool: [UInt32] = []
  private var hash: UInt32 = 0x8b51_f9dd
  private var next = 0

  init(_ seed: UInt64) {
    let entropy = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32), 0, 0]
    var constant: UInt32 = 0x43b0_d7e5
    func hashed(_ value: UInt32) -> UInt32 {
      let mixed = value ^ constant
      constant &*= 0x931e_8875
      let product = mixed &* constant
      return product ^ product >> 16
    }
    pool = entropy.map(hashed)
    for source in 0..<4 {
      for target in 0..<4 where target != source {
        let mixed = 0xca01_f9dd &* pool[target] &- 0x4973_f715 &* hashed(pool[source])
        pool[target] = mixed ^ mixed >> 16
      }
    }
  }

  private mutating func word() -> UInt32 {
    let mixed = pool[next % 4] ^ hash
    next += 1
    hash &*= 0x58f3_8ded
    let product = mixed &* hash
    return product ^ product >> 16
  }

  mutating func doubleWord() -> UInt64 {
    let low = UInt64(word())
    return UInt64(word()) << 32 | low
  }
}
