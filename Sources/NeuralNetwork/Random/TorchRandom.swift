import Expressions

/// `torch.manual_seed` on the CPU.
struct TorchRandom: RandomSource {
  private var twister: MersenneTwister
  /// Whether the default element type is float64.
  private let isDouble: Bool
  /// The second number of the last pair of normals.
  private var cached: Double?

  /// Only the low 32 bits of a seed count.
  init(seed: UInt64, isNegative: Bool, isDouble: Bool) {
    twister = MersenneTwister(seed: UInt32(truncatingIfNeeded: isNegative ? 0 &- seed : seed))
    self.isDouble = isDouble
  }

  mutating func transfer(_ words: inout GeneratorWords) {
    twister.transfer(&words)
    words.transfer(&cached)
  }

  mutating func word() -> UInt32 { twister.word() }

  mutating func uniform() -> Double {
    isDouble ? Double(twister.doubleWord() & (1 << 53 - 1)) * 0x1p-53 : Double(uniformSingle())
  }

  /// Multiplication and addition are fused, as in torch's kernels for processors that can.
  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    guard !isDouble else { return low.addingProduct(high - low, uniform()) }
    return Double(Float(low).addingProduct(Float(high) - Float(low), uniformSingle()))
  }

  private mutating func uniformSingle() -> Float { Float(twister.word() & 0xff_ffff) * 0x1p-24 }

  mutating func standardNormal() -> Double {
    if let cached {
      self.cached = nil
      return cached
    }
    // torch draws these in double precision for every element type.
    let mask: UInt64 = 1 << 53 - 1
    let first = Double(twister.doubleWord() & mask) * 0x1p-53
    let second = Double(twister.doubleWord() & mask) * 0x1p-53
    let radius = (-2 * Platform.log1p(-second)).squareRoot()
    let angle = 2 * Double.pi * first
    cached = radius * Platform.sin(angle)
    return radius * Platform.cos(angle)
  }

  mutating func normal(_ mean: Double, _ deviation: Double) -> Double {
    let value = mean + deviation * standardNormal()
    return isDouble ? value : Double(Float(value))
  }

  /// Tensors of 16 and more elements are filled in blocks (`normal_fill` in ATen/native/cpu/DistributionTemplates.h).
  ///
  /// torch's float32 blocks use their own polynomials for logarithm and sine; the numbers here agree within about one
  /// ulp, not bit for bit.
  mutating func normals(_ count: Int, _ mean: Double, _ deviation: Double) -> [Double] {
    guard count >= 16 else { return (0..<count).map { _ in normal(mean, deviation) } }
    var values = (0..<count).map { _ in uniform() }
    for start in stride(from: 0, through: count - 16, by: 16) {
      if Limits.isReached(at: start) { return values }
      fillBlock(&values[start..<start + 16], mean, deviation)
    }
    if count % 16 != 0 {
      // The last 16 are drawn again, overwriting some values of the block before them.
      for i in count - 16..<count { values[i] = uniform() }
      fillBlock(&values[count - 16..<count], mean, deviation)
    }
    return values
  }

  /// Box–Muller transform of a block of 16 uniform numbers: the first eight give the radius, the others the angle.
  private func fillBlock(_ block: inout ArraySlice<Double>, _ mean: Double, _ deviation: Double) {
    let start = block.startIndex
    for j in start..<start + 8 {
      if isDouble {
        let radius = (-2 * Platform.log(1 - block[j])).squareRoot()
        let angle = 2 * Double.pi * block[j + 8]
        block[j] = radius * Platform.cos(angle) * deviation + mean
        block[j + 8] = radius * Platform.sin(angle) * deviation + mean
      } else {
        let radius = (-2 * Platform.log(1 - Float(block[j]))).squareRoot()
        // Not Float.pi, which is rounded toward zero.
        let angle = Float(2 * Double.pi) * Float(block[j + 8])
        block[j] = Double(Float(mean).addingProduct(radius * Platform.cos(angle), Float(deviation)))
        block[j + 8] = Double(Float(mean).addingProduct(radius * Platform.sin(angle), Float(deviation)))
      }
    }
  }

  mutating func integer(below bound: Int) -> Int {
    let drawn = bound >> 32 == 0 ? UInt64(twister.word()) : twister.doubleWord()
    return Int(drawn % UInt64(bound))
  }

  /// `torch.randperm`: Fisher–Yates from the beginning.
  mutating func shuffle<Element>(_ array: inout [Element]) {
    for first in 0..<array.count - 1 {
      if Limits.isReached(at: first) { return }
      array.swapAt(first, first + integer(below: array.count - first))
    }
  }

  /// `DataLoader(shuffle=True)`: the iterator draws a seed for its workers, then its `RandomSampler` one for a
  /// generator of its own, which draws the permutation.
  mutating func loaderOrder(_ count: Int) -> [Int] {
    _ = twister.doubleWord()
    var sampler = TorchRandom(seed: twister.doubleWord(), isNegative: false, isDouble: isDouble)
    return sampler.permutation(count)
  }
}

extension RandomDialect {
  /// The default element type, float32.
  package static let torch = RandomDialect("torch", seeds: (.min, .max)) { seed, isNegative in
    TorchRandom(seed: seed, isNegative: isNegative, isDouble: false)
  }

  /// After `torch.set_default_dtype(torch.float64)`.
  package static let torchDouble = RandomDialect("torch-double", seeds: (.min, .max)) { seed, isNegative in
    TorchRandom(seed: seed, isNegative: isNegative, isDouble: true)
  }
}
