import Expressions

/// A command with many numbers, over several lines. Left unfinished when `Limits` are reached: whoever makes many asks.
struct NumberBlock {
  private(set) var text: String

  private static let numbersPerLine = 20

  /// `state random 1 2 3 …`
  init(_ head: String, _ numbers: some Collection<Double>) {
    text = head
    append(numbers)
  }

  /// `weights h 0.2 0.6 / 0.5 0.7`, a line for each group.
  init(_ head: String, groups: some Collection<[Double]>) {
    text = head
    let breaks = groups.count > 1
    for (index, group) in groups.enumerated() {
      if index > 0 { text += " /" }
      if breaks { text += " \\\n " }
      append(group)
    }
  }

  /// `data samples 0 0 : 0 / 0 1 : 1`, a line for each.
  init(_ head: String, pairs: some Sequence<([Double], [Double])>) {
    text = head
    for (index, (left, right)) in pairs.enumerated() {
      text += index > 0 ? " / \\\n " : " \\\n "
      append(left)
      text += " :"
      append(right)
    }
  }

  private mutating func append(_ numbers: some Collection<Double>) {
    for (index, number) in numbers.enumerated() {
      if Limits.isReached(at: index) { return }
      if index > 0, index % Self.numbersPerLine == 0 { text += " \\\n " }
      text += " "
      text += exact(number)
    }
  }
}
