/// A line for each training, of which the last thousand are kept: a long session must not slow down.
package struct TrainingLog: Sendable {
  private var recent: [String] = []
  /// The number of lines that have been dropped.
  private var dropped = 0

  private static let limit = 1000

  mutating func append(_ line: String) {
    recent.append(line)
    guard recent.count >= 2 * TrainingLog.limit else { return }
    dropped += TrainingLog.limit
    recent.removeFirst(TrainingLog.limit)
  }

  var lines: [String] {
    let kept = recent.suffix(TrainingLog.limit)
    let earlier = dropped + recent.count - kept.count
    return (earlier > 0 ? ["\(counted(earlier, "earlier training"))"] : []) + kept
  }
}
