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
