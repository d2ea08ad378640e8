/// The Mersenne Twister MT19937: 32-bit words with period 2¹⁹⁹³⁷ − 1, the generator of every dialect but default-rng.
///
/// M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); seeding of 2002.
struct MersenneTwister: Sendable, Equatable {
  private static let size = 624
  private static let shift = 397

  private var state: [UInt32]
  private var position = MersenneTwister.size

  /// Knuth's linear seeding from one word, as numpy's `RandomState` and torch use it.
  init(seed: UInt32) {
    state = Self.linearState(seed)
  }

  /// The authors' `init_by_array`, as Python's `random` uses it; an empty array is the same as [0].
  init(words: [UInt32]) {
    let words = words.isEmpty ? [0] : words
    var state = Self.linearState(19_650_218)
    let last = Self.size - 1
    var i = 1
    var j = 0
    for _ in 0..<max(Self.size, words.count) {
      let previous = state[i - 1]
      state[i] = (state[i] ^ ((previous ^ previous >> 30) &* 1_664_525)) &+ words[j] &+ UInt32(truncatingIfNeeded: j)
      i += 1
      j = j + 1 == words.count ? 0 : j + 1
      if i > last {
        state[0] = state[last]
        i = 1
      }
    }
    for _ in 0..<last {
      let previous = state[i - 1]
      state[i] = (state[i] ^ ((previous ^ previous >> 30) &* 1_566_083_941)) &- UInt32(truncatingIfNeeded: i)
      i += 1
      if i > last {
        state[0] = state[last]
        i = 1
      }
    }
    state[0] = 0x8000_0000
    self.state = state
  }

  /// 624 words from elsewhere.
  init(state: [UInt32]) {
    precondition(state.count == Self.size)
    self.state = state
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    words.transfer(&state)
    words.transfer(&position, upTo: Self.size)
    // The period is full unless all bits that later words depend on are 0.
    words.require(state[0] >> 31 != 0 || state.dropFirst().contains { $0 != 0 })
  }

  /// The next 32 bits.
  mutating func word() -> UInt32 {
    if position == Self.size { refill() }
    var y = state[position]
    position += 1
    y ^= y >> 11
    y ^= y << 7 & 0x9d2c_5680
    y ^= y << 15 & 0xefc6_0000
    return y ^ y >> 18
  }

  /// The next 64 bits: two words, high word first.
  mutating func doubleWord() -> UInt64 {
    let high = UInt64(word())
    return high << 32 | UInt64(word())
  }

  /// From 0 inclusive to 1 exclusive, with 53 bits: the authors' `genrand_res53`.
  mutating func uniform() -> Double {
    let high = word() >> 5
    let low = word() >> 6
    return (Double(high) * 0x1p26 + Double(low)) * 0x1p-53
  }

  private mutating func refill() {
    state.withUnsafeMutableBufferPointer { key in
      func twisted(_ i: Int, _ next: Int, _ far: Int) -> UInt32 {
        let y = key[i] & 0x8000_0000 | key[next] & 0x7fff_ffff
        return key[far] ^ y >> 1 ^ (y & 1 == 0 ? 0 : 0x9908_b0df)
      }
      let split = Self.size - Self.shift
      for i in 0..<split { key[i] = twisted(i, i + 1, i + Self.shift) }
      for i in split..<Self.size - 1 { key[i] = twisted(i, i + 1, i - split) }
      key[Self.size - 1] = twisted(Self.size - 1, 0, Self.shift - 1)
    }
    position = 0
  }

  private static func linearState(_ seed: UInt32) -> [UInt32] {
    var state = [seed]
    state.reserveCapacity(size)
    for i in 1..<UInt32(size) {
      let previous = state[state.count - 1]
      state.append(1_812_433_253 &* (previous ^ previous >> 30) &+ i)
    }
    return state
  }
}
