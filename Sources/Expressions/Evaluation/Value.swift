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

  /// The bytes that `description` takes while it is made, at most.
  package var descriptionSize: Int {
    switch self {
    case .number, .truth: 32
    // A string of its own for each element.
    case .vector(let elements): 64 * elements.count
    case .text(let text): text.utf8.count
    }
  }

  /// The value in full precision, as `print` shows it; cut off once a limit is reached.
  package var description: String {
    switch self {
    case .number(let value): shortest(value)
    case .vector(let elements): description(of: elements)
    case .text(let text): text
    case .truth(let truth): truth ? "true" : "false"
    }
  }

  private func description(of elements: [Double]) -> String {
    var text = "["
    for (index, element) in elements.enumerated() {
      if Limits.isReached(at: index) { break }
      if index > 0 { text += ", " }
      text += shortest(element)
    }
    return text + "]"
  }
}
