/// Samples in a file that does not fit into memory: they are read block by block whenever they are presented.
package protocol SampleStream: AnyObject, Sendable {
  var count: Int { get }
  var inputCount: Int { get }
  var targetCount: Int { get }
  var targets: TargetSummary { get }
  /// The samples in `range`, in the order of the file.
  func read(_ range: Range<Int>) throws(SampleStreamError) -> SampleBlock
}

/// Consecutive samples in memory, row by row.
package struct SampleBlock: Sendable, Equatable {
  package let range: Range<Int>
  /// Samples × inputs.
  package let inputs: [Double]
  /// Samples × targets.
  package let targets: [Double]

  package init(_ range: Range<Int>, inputs: [Double], targets: [Double]) {
    (self.range, self.inputs, self.targets) = (range, inputs, targets)
  }
}

extension SampleBlock {
  /// Some of the samples; `range` counts as that of the block does.
  func part(_ part: Range<Int>) -> SampleBlock {
    let rows = part.lowerBound - range.lowerBound..<part.upperBound - range.lowerBound
    func cut(_ numbers: [Double]) -> [Double] {
      let width = numbers.count / max(1, range.count)
      return Array(numbers[rows.lowerBound * width..<rows.upperBound * width])
    }
    return SampleBlock(part, inputs: cut(inputs), targets: cut(targets))
  }
}

/// Why samples could not be read again.
package struct SampleStreamError: Error, Equatable {
  package let message: String

  package init(_ message: String) { self.message = message }

  /// The user has interrupted the reading, or there is no memory for it.
  package static let interrupted = SampleStreamError("interrupted")
}

/// What the commands ask about all targets, found while they are read for the first time.
package struct TargetSummary: Sendable, Equatable {
  package private(set) var smallest = Double.infinity
  package private(set) var largest = -Double.infinity
  /// Whether the largest value of each sample is unique.
  package private(set) var peaksAreUnique = true
  /// Up to three different values, without the sign of 0.
  package private(set) var values: Set<Double> = []
  /// The rows with the smallest value, with the largest one, and with the sum farthest from 1.
  private var rowOfSmallest: [Double] = []
  private var rowOfLargest: [Double] = []
  private var rowOfSum: [Double] = []
  private var farthest = -Double.infinity

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
    if low < smallest { (smallest, rowOfSmallest) = (low, Array(row)) }
    if high > largest { (largest, rowOfLargest) = (high, Array(row)) }
    if (sum - 1).magnitude > farthest { (farthest, rowOfSum) = ((sum - 1).magnitude, Array(row)) }
  }

  /// The rows that decide whether a loss can take the targets.
  package var decisiveRows: [Double] { rowOfSmallest + rowOfLargest + rowOfSum }
}
