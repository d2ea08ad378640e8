/// How outputs are interpreted as classes.
package enum Classification: Sendable, Equatable {
  /// The class is the index of the largest output, the first if several are equal; for targets with a unique largest
  /// value in each sample.
  case largest
  /// Each output is compared with the midpoint of the smallest and the largest target.
  case threshold(Double)

  /// - Parameter targets: samples × outputs, row by row.
  package init(targets: [Double], outputs: Int) {
    self = Classification.between(targets.min() ?? 0, targets.max() ?? 1)
    guard outputs > 1, !targets.isEmpty else { return }
    for start in stride(from: 0, to: targets.count, by: outputs) {
      let row = targets[start..<start + outputs]
      guard let peak = row.max(), row.count(where: { $0 == peak }) == 1 else { return }
    }
    self = .largest
  }

  init(_ targets: TargetSummary, outputs: Int) {
    self = outputs > 1 && targets.peaksAreUnique ? .largest : .between(targets.smallest, targets.largest)
  }

  private static func between(_ smallest: Double, _ largest: Double) -> Classification {
    .threshold(smallest == largest ? 0.5 : 0.5 * smallest + 0.5 * largest)
  }

  /// Whether outputs and targets are in the same class.
  package func agrees(_ out: some Collection<Double>, with target: some Collection<Double>) -> Bool {
    switch self {
    case .largest: Self.indexOfLargest(out) == Self.indexOfLargest(target)
    case .threshold(let middle): zip(out, target).allSatisfy { ($0 > middle) == ($1 > middle) }
    }
  }

  static func indexOfLargest(_ values: some Collection<Double>) -> Int {
    var best = 0
    var largest = -Double.infinity
    for (index, value) in values.enumerated() where value > largest {
      best = index
      largest = value
    }
    return best
  }
}

extension Classification {
  /// The class, from 0, of outputs or targets; with a threshold, 0 or 1 by the first value.
  package func classIndex(of values: some Collection<Double>) -> Int {
    switch self {
    case .largest: Self.indexOfLargest(values)
    case .threshold(let middle): (values.first ?? 0) > middle ? 1 : 0
    }
  }
}
