/// A stream of random numbers that reproduces a library's, bit for bit.
///
/// A value: a copy continues with the same numbers as the original. All dialects but default-rng use the Mersenne
/// Twister.
package struct RandomNumbers: Sendable, Equatable {
  package let dialect: RandomDialect
  private var twister: MersenneTwister
  /// For the dialect default-rng.
  private var generator: PermutedCongruential?
  /// The second number of the last pair of normals, for the next call of `normal`.
  var cachedNormal: Double?

  /// The stream of the given seed, or of −`seed` if `isNegative`.
  ///
  /// numpy accepts 0 to 2³²−1, default-rng 0 to 2⁶⁴−1. python accepts any seed and ignores its sign. torch accepts
  /// −2⁶³ to 2⁶⁴−1 and uses the low 32 bits. Throws `RandomError.seedOutOfRange`.
  package init(seed: UInt64, isNegative: Bool = false, dialect: RandomDialect) throws(RandomError) {
    switch dialect {
    case .numpy:
      guard let word = UInt32(exactly: seed), !isNegative || seed == 0 else {
        throw .seedOutOfRange(lowest: 0, highest: UInt64(UInt32.max))
      }
      twister = MersenneTwister(seed: word)
    case .defaultRng:
      guard !isNegative || seed == 0 else { throw .seedOutOfRange(lowest: 0, highest: .max) }
      twister = MersenneTwister(seed: 0)
      generator = PermutedCongruential(seed: seed)
    case .python:
      let low = UInt32(truncatingIfNeeded: seed)
      let high = UInt32(truncatingIfNeeded: seed >> 32)
      twister = MersenneTwister(words: high == 0 ? [low] : [low, high])
    case .torch, .torchDouble:
      guard !isNegative || seed <= 1 << 63 else {
        throw .seedOutOfRange(lowest: .min, highest: .max)
      }
      twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: isNegative ? 0 &- seed : seed))
    }
    self.dialect = dialect
  }

  /// The next 32 bits of the generator.
  package mutating func word() -> UInt32 {
    generator?.word() ?? twister.word()
  }

  mutating func doubleWord() -> UInt64 {
    generator?.doubleWord() ?? twister.doubleWord()
  }

  /// A uniform number from 0 inclusive to 1 exclusive: `numpy.random.rand`, `random.random`, `torch.rand`.
  package mutating func uniform() -> Double {
    if let drawn = generator?.uniform() { return drawn }
    switch dialect {
    case .numpy, .defaultRng, .python:
      let high = twister.word() >> 5
      let low = twister.word() >> 6
      return (Double(high) * 0x1p26 + Double(low)) * 0x1p-53
    case .torch: return Double(uniformSingle())
    case .torchDouble: return Double(twister.doubleWord() & (1 << 53 - 1)) * 0x1p-53
    }
  }

  /// A uniform number from `low` to `high`: `low` + (`high` − `low`) · `uniform()`, in float32 for the dialect torch.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    guard dialect == .torch else { return low + (high - low) * uniform() }
    return Double(Float(low) + (Float(high) - Float(low)) * uniformSingle())
  }

  mutating func uniformSingle() -> Float {
    Float(twister.word() & 0xff_ffff) * 0x1p-24
  }

  /// A standard normal number of the dialect default-rng; nil for the others.
  mutating func ziggurat() -> Double? {
    guard var generator else { return nil }
    defer { self.generator = generator }
    return Ziggurat.normal(&generator)
  }

  /// A whole number from 0 to `bound` − 1: `numpy.random.randint`, `random.randrange`, `torch.randint`.
  ///
  /// A bound below 1 gives 0 and draws nothing; so does a bound of 1 in numpy's dialects.
  package mutating func integer(below bound: Int) -> Int {
    guard bound > 0 else { return 0 }
    let highest = UInt64(bound - 1)
    if let drawn = generator?.integer(upTo: highest) { return Int(drawn) }
    switch dialect {
    case .numpy, .defaultRng: return Int(masked(upTo: highest))
    case .python: return Int(bits(UInt64.bitWidth - bound.leadingZeroBitCount, upTo: highest))
    case .torch, .torchDouble:
      let drawn = bound >> 32 == 0 ? UInt64(twister.word()) : twister.doubleWord()
      return Int(drawn % UInt64(bound))
    }
  }

  /// Draws as many bits as `highest` has until the number is not above it.
  private mutating func masked(upTo highest: UInt64) -> UInt64 {
    guard highest > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(highest.leadingZeroBitCount)
    while true {
      let drawn = (highest >> 32 == 0 ? UInt64(word()) : doubleWord()) & mask
      if drawn <= highest { return drawn }
    }
  }

  /// Draws `count` bits like Python's `getrandbits`, low word first, until the number is not above `highest`.
  private mutating func bits(_ count: Int, upTo highest: UInt64) -> UInt64 {
    while true {
      var drawn: UInt64
      if count <= 32 {
        drawn = UInt64(twister.word() >> UInt32(32 - count))
      } else {
        drawn = UInt64(twister.word())
        drawn |= UInt64(twister.word() >> UInt32(64 - count)) << 32
      }
      if drawn <= highest { return drawn }
    }
  }

  /// Shuffles the elements: `numpy.random.shuffle`, `random.shuffle`, indexing by `torch.randperm`.
  ///
  /// Fisher–Yates from the end, for torch from the beginning.
  package mutating func shuffle<Element>(_ array: inout [Element]) {
    guard array.count > 1 else { return }
    switch dialect {
    case .numpy, .defaultRng:
      for last in (1..<array.count).reversed() {
        array.swapAt(last, Int(masked(upTo: UInt64(last))))
      }
    case .python:
      for last in (1..<array.count).reversed() {
        array.swapAt(last, integer(below: last + 1))
      }
    case .torch, .torchDouble:
      for first in 0..<array.count - 1 {
        array.swapAt(first, first + integer(below: array.count - first))
      }
    }
  }

  /// The numbers 0 … `count` − 1 drawn without replacement: `random.sample` of all of them, which moves the last
  /// remaining number to the position of the drawn one; for numpy (`numpy.random.choice(count, count, replace=False)`)
  /// and torch a permutation.
  package mutating func sample(_ count: Int) -> [Int] {
    guard dialect == .python else { return permutation(count) }
    var pool = Array(0..<max(count, 0))
    return pool.indices.map { drawn in
      let index = integer(below: count - drawn)
      defer { pool[index] = pool[count - drawn - 1] }
      return pool[index]
    }
  }

  /// The numbers 0 … `count` − 1 in random order.
  package mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<max(count, 0))
    shuffle(&order)
    return order
  }
}
