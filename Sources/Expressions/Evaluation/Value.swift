/// What an expression is worth: a number, a vector (a matrix row by row), a text or a truth.
package enum Value: Sendable, Equatable {
  case number(Double)
  case vector([Double])
  case text(String)
  case truth(Bool)

  package var kind: String {
    switch self {
    case .number: "a number"
    case .vector(let elements): "a vector of \(elements.count)"
    case .text: "a text"
    case .truth: "true or false"
    }
  }

  /// Full precision, as `print` shows it.
  package var description: String {
    switch self {
    case .number(let value): shortest(value)
    case .vector(let elements): "[\(elements.map(shortest).joined(separator: ", "))]"
    case .text(let text): text
    case .truth(let truth): truth ? "true" : "false"
    }
  }
}
