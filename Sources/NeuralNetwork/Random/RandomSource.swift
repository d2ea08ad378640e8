import Expressions

/// How a library makes random numbers: what a seed sets, and how the words of its generator become numbers.
///
/// Everything with a default is what programs write themselves where the library has no function for it.
protocol RandomSource: Sendable, Equatable {
  /// The next word of the generator, whose width is the library's.
  mutating func word() -> UInt32
  /// A uniform number from 0 to 1.
  mutating func uniform() -> Double
  /// A uniform number from `low` to `high`.
  mutating func uniform(_ low: Double, _ high: Double) -> Double
  mutating func standardNormal() -> Double
  mutating func normal(_ mean: Double, _ deviation: Double) -> Double
  /// `count` normally distributed numbers, drawn as one array; `count` is at least 1.
  mutating func normals(_ count: Int, _ mean: Double, _ deviation: Double) -> [Double]
  /// A whole number from 0 to `bound` − 1; `bound` is at least 1.
  mutating func integer(below bound: Int) -> Int
  /// Shuffles at least two elements in place.
  mutating func shuffle<Element>(_ array: inout [Element])
  /// 0 … `count` − 1 in random order.
  mutating func permutation(_ count: Int) -> [Int]
  /// 0 … `count` − 1 drawn without replacement.
  mutating func sample(_ count: Int) -> [Int]
  /// 0 … `count` − 1 in the order of an epoch of the library's data loader.
  mutating func loaderOrder(_ count: Int) -> [Int]
  /// Passes what drawing changes to `words`, to be written or replaced.
  mutating func transfer(_ words: inout GeneratorWords)
}

extension RandomSource {
  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * uniform() }

  mutating func normal(_ mean: Double, _ deviation: Double) -> Double { mean + deviation * standardNormal() }

  mutating func normals(_ count: Int, _ mean: Double, _ deviation: Double) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    while values.count < count, !Limits.isReached(at: values.count) { values.append(normal(mean, deviation)) }
    return values + repeatElement(mean, count: count - values.count)
  }

  /// Fisher–Yates from the end.
  mutating func shuffle<Element>(_ array: inout [Element]) {
    for last in (1..<array.count).reversed() {
      if Limits.isReached(at: last) { return }
      array.swapAt(last, integer(below: last + 1))
    }
  }

  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    if count > 1 { shuffle(&order) }
    return order
  }

  mutating func sample(_ count: Int) -> [Int] { permutation(count) }

  mutating func loaderOrder(_ count: Int) -> [Int] { permutation(count) }

  /// 0 … `count` − 1 drawn without replacement: the last remaining number moves to the position of the drawn one.
  mutating func poolSample(_ count: Int) -> [Int] {
    var pool = Array(0..<count)
    return pool.indices.map { drawn in
      let index = integer(below: count - drawn)
      defer { pool[index] = pool[count - drawn - 1] }
      return pool[index]
    }
  }

  /// A whole number up to `highest`: as many bits as it has, drawn until the number is not above it.
  mutating func maskedInteger(upTo highest: UInt64) -> Int {
    guard highest > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(highest.leadingZeroBitCount)
    while true {
      let high = highest >> 32 == 0 ? 0 : UInt64(word()) << 32
      let drawn = (high | UInt64(word())) & mask
      if drawn <= highest { return Int(drawn) }
    }
  }

  func equals(_ other: any RandomSource) -> Bool { (other as? Self) == self }
}
