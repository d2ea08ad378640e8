/// How far an epoch has come.
struct EpochUnderWay: Sendable {
  /// Whether its order has been drawn.
  var hasBegun = false
  /// Samples presented.
  var position = 0
  /// The order of presentation; nil for that of the data.
  var order: [Int]?
  var sum: MeasuresSum
  /// The session's stream, from which dropout and mutations draw.
  var random: RandomNumbers

  /// Draws the order of an epoch of `count` samples.
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
    case .byFractions: order = (0..<count).map { _ in min(Int(random.uniform() * Double(count)), count - 1) }
    }
  }
}
