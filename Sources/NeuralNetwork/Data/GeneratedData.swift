import Expressions

/// Two-dimensional data of two classes, 0 and 1, drawn at random.
package enum PointCloud: String, Sendable, CaseIterable {
  /// Points near the corners of the unit square, class 1 where exactly one coordinate is above ½.
  case noisyXor = "noisy-xor"
  /// A disc of radius 2.5 (class 1) in a ring from 3.5 to 5.
  case circle
  /// Two arms of 1¾ turns out to radius 5.
  case spiral
  /// Two normal distributions around (2, 2), class 1, and (−2, −2).
  case gauss
  /// Two interleaved half circles of radius 1, the lower one class 1.
  case moons

  /// So that every coordinate is finite.
  package static let largestNoise = 1e300
}

extension SampleSet {
  /// `count` samples of a point cloud, drawn from `random`.
  ///
  /// For noisy-xor and moons, `noise` is the standard deviation of the noise in each coordinate; for the others it is
  /// the noise of the TensorFlow Playground, 0 to 0.5 there. Throws `size`, `noise` and `oddSize` (all but noisy-xor
  /// have classes of equal size). Abandoned, with other data, once a limit is reached.
  package static func points(
    _ cloud: PointCloud, count: Int, noise: Double, random: inout RandomNumbers
  ) throws(SampleSetError) -> SampleSet {
    guard 1...10_000_000 ~= count else { throw .size(lowest: 1, highest: 10_000_000) }
    guard 0...PointCloud.largestNoise ~= noise else { throw .noise }
    guard cloud == .noisyXor || count % 2 == 0 else { throw .oddSize }
    var points = Points(count)
    switch cloud {
    case .noisyXor: points.addNoisyXor(count, noise, &random)
    case .circle: points.addCircle(count / 2, noise, &random)
    case .spiral: points.addSpiral(count / 2, noise, &random)
    case .gauss: points.addGauss(count / 2, noise, &random)
    case .moons: points.addMoons(count / 2)
    }
    guard points.targets.count == count, !Limits.isReached else {
      return SampleSet(name: cloud.rawValue, inputCount: 2, targetCount: 1)
    }
    var set = SampleSet(
      name: "\(cloud.rawValue) \(count) \(shortest(noise))", evenInputs: points.inputs, inputCount: 2,
      evenTargets: points.targets)
    guard cloud != .noisyXor else { return set }
    set.reorder(random.permutation(count))
    set.shiftInputs(by: cloud == .moons ? random.normals(2 * count, 0, noise) : [])
    return set
  }
}

private struct Points {
  var inputs: [Double] = []
  var targets: [Double] = []

  init(_ count: Int) {
    inputs.reserveCapacity(2 * count)
    targets.reserveCapacity(count)
  }

  mutating func add(_ x: Double, _ y: Double, _ target: Double) {
    inputs.append(x)
    inputs.append(y)
    targets.append(target)
  }

  /// `randint(0, 2, (n, 2))` plus `randn(n, 2) / k` if the noise is 1/k, else plus `randn(n, 2)` times the noise.
  ///
  /// Source: the numpy code of "Learning XOR in Python", which adds `randn(200, 2) / 10`.
  mutating func addNoisyXor(_ count: Int, _ noise: Double, _ random: inout RandomNumbers) {
    var corners: [Double] = []
    corners.reserveCapacity(2 * count)
    while corners.count < 2 * count {
      if Limits.isReached(at: corners.count) { return }
      corners.append(Double(random.integer(below: 2)))
    }
    let offsets = random.normals(2 * count)
    let divisor = (1 / noise).rounded()
    let divides = divisor.isFinite && 1 / divisor == noise
    func coordinate(_ index: Int) -> Double {
      corners[index] + (divides ? offsets[index] / divisor : offsets[index] * noise)
    }
    for sample in 0..<count {
      if Limits.isReached(at: sample) { return }
      let x = coordinate(2 * sample)
      let y = coordinate(2 * sample + 1)
      add(x, y, (x > 0.5) != (y > 0.5) ? 1 : 0)
    }
  }

  /// Source: TensorFlow Playground, `classifyCircleData`; there the noise changes a point's class, here its position.
  mutating func addCircle(_ half: Int, _ noise: Double, _ random: inout RandomNumbers) {
    let radius = 5.0
    func draw(_ from: Double, _ to: Double, _ target: Double) {
      for step in 0..<half {
        if Limits.isReached(at: step) { return }
        let r = random.uniform(from, to)
        let angle = random.uniform(0, 2 * Double.pi)
        let x = r * Platform.sin(angle) + random.uniform(-radius, radius) * noise
        let y = r * Platform.cos(angle) + random.uniform(-radius, radius) * noise
        add(x, y, target)
      }
    }
    draw(0, radius * 0.5, 1)
    draw(radius * 0.7, radius, 0)
  }

  /// Source: TensorFlow Playground, `classifySpiralData`.
  mutating func addSpiral(_ half: Int, _ noise: Double, _ random: inout RandomNumbers) {
    func draw(_ start: Double, _ target: Double) {
      for i in 0..<half {
        if Limits.isReached(at: i) { return }
        let fraction = Double(i) / Double(half)
        let r = fraction * 5
        let angle = 1.75 * fraction * 2 * Double.pi + start
        let x = r * Platform.sin(angle) + random.uniform(-1, 1) * noise
        let y = r * Platform.cos(angle) + random.uniform(-1, 1) * noise
        add(x, y, target)
      }
    }
    draw(0, 1)
    draw(Double.pi, 0)
  }

  /// Source: TensorFlow Playground, `classifyTwoGaussData`: the variance is ½ without noise and grows to 4 at noise ½.
  mutating func addGauss(_ half: Int, _ noise: Double, _ random: inout RandomNumbers) {
    let deviation = (0.5 + 7 * noise).squareRoot()
    func draw(_ center: Double, _ target: Double) {
      for step in 0..<half {
        if Limits.isReached(at: step) { return }
        let x = random.normal(center, deviation)
        add(x, random.normal(center, deviation), target)
      }
    }
    draw(2, 1)
    draw(-2, 0)
  }

  /// Source: scikit-learn, `make_moons`, which shuffles next and then adds normal noise.
  mutating func addMoons(_ half: Int) {
    let step = half > 1 ? Double.pi / Double(half - 1) : 0
    func angle(_ index: Int) -> Double { index > 0 && index == half - 1 ? Double.pi : Double(index) * step }
    for index in 0..<half {
      if Limits.isReached(at: index) { return }
      add(Platform.cos(angle(index)), Platform.sin(angle(index)), 0)
    }
    for index in 0..<half {
      if Limits.isReached(at: index) { return }
      add(1 - Platform.cos(angle(index)), 1 - Platform.sin(angle(index)) - 0.5, 1)
    }
  }
}
