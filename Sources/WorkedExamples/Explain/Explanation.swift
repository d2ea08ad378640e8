import Expressions
import NeuralNetwork

/// An explanation of a quantity: equations that `check` accepts, and remarks.
package struct Explanation: Sendable {
  package enum Line: Sendable {
    /// `A = B = C`, where A is a name.
    case equation([Expression])
    case remark(String)
  }

  package var lines: [Line] = []

  /// The lines as the shell prints them, with remarks as comments.
  package var text: [String] {
    lines.map { line in
      switch line {
      case .equation(let parts): parts.map(\.description).joined(separator: " = ")
      case .remark(let text): "# \(text)"
      }
    }
  }
}

extension Explanation.Line {
  /// The slope by central differences beside a derivative.
  static func comparison(_ name: Expression, _ value: Double, _ slope: Double, digits: Int) -> Explanation.Line {
    let difference = rounded((value - slope).magnitude, digits: 2)
    return .remark("\(name) by central differences: \(significant(slope, max(digits, 10))), difference \(difference)")
  }
}
