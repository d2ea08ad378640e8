/// The value of an expression: a number, a vector (a matrix row by row), a string or a truth value.
package enum Value: Sendable, Equatable {
  case number(Double)
  case vector([Double])
  case text(String)
  case truth(Bool)

  package var kind: String {
    switch self {
    case .number: "a number"
    case .vector(let elements): "a vector of \(elements.count)"
    case .text: "a string"
    case .truth: "true or false"
    }
  }

  /// The value in full precision, as `print` shows it.
  package var description: String {
    switch self {
    case .number(let value): shortest(value)
    case .vector(let elements): "[\(elements.map(shortest).joined(separator: ", "))]"
    case .text(let text): text
    case .truth(let truth): truth ? "true" : "false"
    }
  }
}
