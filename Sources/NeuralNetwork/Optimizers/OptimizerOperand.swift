/// An operand of an optimizer: its name, default and range.
package struct OptimizerOperand: Sendable {
  package enum Range: Sendable {
    case fromZeroToBelowOne
    case aboveZero
    case whole(ClosedRange<Int>)
  }

  /// The name in messages: `first step`.
  package let name: String
  package let defaultValue: Double
  package let range: Range

  init(_ name: String, _ defaultValue: Double, _ range: Range) {
    self.name = name
    self.defaultValue = defaultValue
    self.range = range
  }

  package func accepts(_ value: Double) -> Bool {
    switch range {
    case .fromZeroToBelowOne: 0..<1 ~= value
    case .aboveZero: value > 0 && value.isFinite
    case .whole(let range): Int(exactly: value).map(range.contains) ?? false
    }
  }

  /// The requirement in messages: `at least 0 and below 1`.
  package var requirement: String {
    switch range {
    case .fromZeroToBelowOne: "at least 0 and below 1"
    case .aboveZero: "above 0"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
