// Logarithm, sine and cosine are the C library's, as in the libraries reproduced here.

extension RandomNumbers {
  /// A normally distributed number: `numpy.random.normal`, `random.gauss`, an element of a small `torch.randn`.
  package mutating func normal(_ mean: Double = 0, _ deviation: Double = 1) -> Double {
    let standard = standardNormal()
    guard dialect == .torch else { return mean + deviation * standard }
    return Double(Float(mean + deviation * standard))
  }

  /// `count` normally distributed numbers, drawn as one array or tensor.
  ///
  /// Successive calls of `normal`, except for torch tensors of 16 and more elements, which are filled in blocks
  /// (`normal_fill` in ATen/native/cpu/DistributionTemplates.h). torch's float32 blocks use their own polynomials for
  /// logarithm and sine; the numbers here agree within about one ulp, not bit for bit.
  package mutating func normals(_ count: Int, _ mean: Double = 0, _ deviation: Double = 1) -> [Double] {
    guard dialect == .torch || dialect == .torchDouble, count >= 16 else {
      return (0..<max(count, 0)).map { _ in normal(mean, deviation) }
    }
    var values = (0..<count).map { _ in uniform() }
    for start in stride(from: 0, through: count - 16, by: 16) {
      fillBlock(&values[start..<start + 16], mean, deviation)
    }
    if count % 16 != 0 {
      // The last 16 are drawn again, overwriting some values of the block before them.
      for i in count - 16..<count { values[i] = uniform() }
      fillBlock(&values[count - 16..<count], mean, deviation)
    }
    return values
  }

  private mutating func standardNormal() -> Double {
    if let drawn = ziggurat() { return drawn }
    if let cached = cachedNormal {
      cachedNormal = nil
      return cached
    }
    switch dialect {
    case .numpy, .defaultRng:
      // Marsaglia's polar method.
      var x1 = 0.0
      var x2 = 0.0
      var square = 0.0
      repeat {
        x1 = 2 * uniform() - 1
        x2 = 2 * uniform() - 1
        square = x1 * x1 + x2 * x2
      } while square >= 1 || square == 0
      let factor = (-2 * Platform.log(square) / square).squareRoot()
      cachedNormal = factor * x1
      return factor * x2
    case .python:
      let angle = uniform() * (2 * Double.pi)
      let radius = (-2 * Platform.log(1 - uniform())).squareRoot()
      cachedNormal = Platform.sin(angle) * radius
      return Platform.cos(angle) * radius
    case .torch, .torchDouble:
      // torch draws these in double precision for every element type.
      let scale = 0x1p-53
      let mask: UInt64 = 1 << 53 - 1
      let first = Double(doubleWord() & mask) * scale
      let second = Double(doubleWord() & mask) * scale
      let radius = (-2 * Platform.log1p(-second)).squareRoot()
      let angle = 2 * Double.pi * first
      cachedNormal = radius * Platform.sin(angle)
      return radius * Platform.cos(angle)
    }
  }

  /// Box–Muller transform of a block of 16 uniform numbers: the first eight give the radius, the others the angle.
  private func fillBlock(_ block: inout ArraySlice<Double>, _ mean: Double, _ deviation: Double) {
    let start = block.startIndex
    for j in start..<start + 8 {
      if dialect == .torch {
        let radius = (-2 * Platform.log(1 - Float(block[j]))).squareRoot()
        // Not Float.pi, which is rounded toward zero.
        let angle = Float(2 * Double.pi) * Float(block[j + 8])
        block[j] = Double(Float(mean).addingProduct(radius * Platform.cos(angle), Float(deviation)))
        block[j + 8] = Double(Float(mean).addingProduct(radius * Platform.sin(angle), Float(deviation)))
      } else {
        let radius = (-2 * Platform.log(1 - block[j])).squareRoot()
        let angle = 2 * Double.pi * block[j + 8]
        block[j] = radius * Platform.cos(angle) * deviation + mean
        block[j + 8] = radius * Platform.sin(angle) * deviation + mean
      }
    }
  }
}
