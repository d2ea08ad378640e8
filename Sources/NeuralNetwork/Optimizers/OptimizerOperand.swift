/// An operand of an optimizer: its name, default and range.
package struct OptimizerOperand: Sendable {
  package enum Range: Sendable {
    case fromZeroToBelowOne
    case fromZero
    case aboveZero
    case whole(ClosedRange<Int>)
  }

  /// The name in messages: `first step`.
  package let name: String
  package let defaultValue: Double
  /// Defaults of variants that differ.
  private let variantDefaults: [String: Double]
  package let range: Range
  /// Whether it is left out of listings while it has its default.
  package let isHidden: Bool

  init(
    _ name: String, _ defaultValue: Double, _ range: Range, in variants: [String: Double] = [:], isHidden: Bool = false
  ) {
    self.name = name
    self.defaultValue = defaultValue
    variantDefaults = variants
    self.range = range
    self.isHidden = isHidden
  }

  /// ε of denominators.
  static func epsilon(_ defaultValue: Double, in variants: [String: Double] = [:]) -> OptimizerOperand {
    OptimizerOperand("epsilon", defaultValue, .fromZero, in: variants, isHidden: true)
  }

  package func defaultValue(_ variant: String?) -> Double {
    variant.flatMap { variantDefaults[$0] } ?? defaultValue
  }

  package func accepts(_ value: Double) -> Bool {
    switch range {
    case .fromZeroToBelowOne: 0..<1 ~= value
    case .fromZero: value >= 0 && value.isFinite
    case .aboveZero: value > 0 && value.isFinite
    case .whole(let range): Int(exactly: value).map(range.contains) ?? false
    }
  }

  /// The requirement in messages: `at least 0 and below 1`.
  package var requirement: String {
    switch range {
    case .fromZeroToBelowOne: "at least 0 and below 1"
    case .fromZero: "finite and not negative"
    case .aboveZero: "above 0"
    case .whole(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
    }
  }
}
