import Expressions

extension Session {
  /// The commands that define the variables and functions.
  var variableCommands: [String] {
    variables.named.map { "let \($0.name) = \($0.value.written)" }
      + self.functions.sorted { $0.key < $1.key }.map {
        "let \($0.key)(\($0.value.parameters.joined(separator: ", "))) = \($0.value.body)"
      }
  }
}

extension Value {
  /// As an expression with exactly this value.
  fileprivate var written: String {
    switch self {
    case .number(let value): exact(value)
    case .vector(let elements): "[\(elements.map(exact).joined(separator: ", "))]"
    case .text(let text): Expression(.text([.plain(text)])).description
    case .truth(let truth): truth ? "(1 = 1)" : "(1 = 0)"
    }
  }
}

/// A number as an operand that has exactly this value.
func exact(_ value: Double) -> String {
  if value.isNaN { return "(0/0)" }
  if value.isInfinite { return value < 0 ? "(-1/0)" : "(1/0)" }
  return value == 0 && value.sign == .minus ? "-0" : shortest(value)
}
