/// What the commands ask about all targets, found while they are read for the first time.
package struct TargetSummary: Sendable, Equatable {
  package private(set) var smallest = Double.infinity
  package private(set) var largest = -Double.infinity
  /// Whether the largest value of each sample is unique.
  package private(set) var peaksAreUnique = true
  /// Up to three different values, without the sign of 0.
  package private(set) var values: Set<Double> = []
  /// The rows with the smallest value, with the largest one, and with the sum farthest from 1.
  private var rowOfSmallest = Row()
  private var rowOfLargest = Row()
  private var rowOfSum = Row()
  private var farthest = -Double.infinity
  private var count = 0

  private struct Row: Equatable {
    var sample = 0
    var targets: [Double] = []
  }

  package init() {}

  /// - Parameter targets: samples × outputs, row by row.
  package mutating func add(_ targets: [Double], outputs: Int) {
    targets.withUnsafeBufferPointer { targets in
      for start in stride(from: 0, to: targets.count, by: outputs) {
        add(UnsafeBufferPointer(rebasing: targets[start..<start + outputs]))
      }
    }
  }

  private mutating func add(_ row: UnsafeBufferPointer<Double>) {
    var (low, high, peaks, sum) = (Double.infinity, -Double.infinity, 0, 0.0)
    for value in row {
      low = min(low, value)
      if value > high { (high, peaks) = (value, 1) } else if value == high { peaks += 1 }
      sum += value
      if values.count < 3 { values.insert(value + 0) }
    }
    if peaks > 1 { peaksAreUnique = false }
    if low < smallest { (smallest, rowOfSmallest) = (low, Row(sample: count, targets: Array(row))) }
    if high > largest { (largest, rowOfLargest) = (high, Row(sample: count, targets: Array(row))) }
    if (sum - 1).magnitude > farthest {
      (farthest, rowOfSum) = ((sum - 1).magnitude, Row(sample: count, targets: Array(row)))
    }
    count += 1
  }

  /// The rows that decide whether a loss can take the targets, and the numbers of their samples, from 0.
  package var decisiveRows: (targets: [Double], samples: [Int]) {
    let rows = [rowOfSmallest, rowOfLargest, rowOfSum]
    return (rows.flatMap(\.targets), rows.map(\.sample))
  }
}
