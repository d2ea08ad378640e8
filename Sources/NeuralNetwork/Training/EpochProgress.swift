/// The state of the current epoch.
struct EpochProgress: Sendable {
  /// Whether its order of samples has been drawn.
  var hasBegun = false
  /// The number of samples presented.
  var position = 0
  /// The samples in order of presentation; nil for the order of the data.
  var order: [Int]?
  var sum: MeasuresSum
  /// The session's random numbers, for orders, dropout and mutations.
  var random: RandomNumbers

  /// Draws the order of `count` samples.
  mutating func drawOrder(_ shuffle: Shuffle, _ count: Int) {
    switch shuffle {
    case .off: order = nil
    case .on: order = random.permutation(count)
    case .inPlace:
      var next = order ?? []
      if next.count != count { next = Array(0..<count) }
      random.shuffle(&next)
      order = next
    case .sample: order = random.sample(count)
    case .withReplacement: order = (0..<count).map { _ in random.integer(below: count) }
    case .byFractions: order = (0..<count).map { _ in fraction(of: count) }
    case .forward:
      var next = Array(0..<count)
      for first in 0..<count { next.swapAt(first, first + fraction(of: count - first)) }
      order = next
    case .dataLoader: order = random.loaderOrder(count)
    }
  }

  /// `int(random() * count)`
  private mutating func fraction(of count: Int) -> Int { min(Int(random.uniform() * Double(count)), count - 1) }
}
