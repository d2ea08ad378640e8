/// Marsaglia's polar method, which makes two normal numbers of two uniform ones and keeps one for the next call.
///
/// Logarithm, sine and cosine here and in the other files of normal numbers are the C library's, as in the libraries
/// reproduced.
struct PolarNormals: Sendable, Equatable {
  private var cached: Double?

  /// The number kept, which is given once.
  mutating func kept() -> Double? {
    defer { cached = nil }
    return cached
  }

  mutating func transfer(_ words: inout GeneratorWords) { words.transfer(&cached) }

  mutating func keep(_ value: Double) { cached = value }

  /// A point of the unit disc other than its center, and what its coordinates are multiplied by.
  static func pair(
    log: (Double) -> Double = Platform.log, _ uniform: () -> Double
  ) -> (first: Double, second: Double, factor: Double) {
    while true {
      let x1 = 2 * uniform() - 1
      let x2 = 2 * uniform() - 1
      let square = x1 * x1 + x2 * x2
      if square < 1, square != 0 { return (x1, x2, (-2 * log(square) / square).squareRoot()) }
    }
  }
}
