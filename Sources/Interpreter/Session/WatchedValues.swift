import Expressions

/// What was last printed of the watched values. It is no part of the session: what `undo` takes back is a change too.
struct WatchedValues {
  private var printed: [String: String] = [:]

  /// Has a value printed, whether it changes or not.
  mutating func forget(_ value: Expression) { printed["\(value)"] = nil }

  /// A command has printed a value itself, which need not be printed again.
  mutating func remember(_ name: String, _ value: Double) { printed[name] = Value.number(value).description }

  /// Prints the values that are no longer what was printed of them; those not known yet wait.
  mutating func printChanges(in scope: SessionScope, to output: Output) {
    let digits = scope.session.settings.digits
    for expression in scope.session.watched {
      guard let value = try? expression.value(in: scope) else { continue }
      let name = "\(expression)"
      guard printed[name] != value.description else { continue }
      printed[name] = value.description
      let text =
        switch value {
        case .number(let number): rounded(number, digits: digits)
        case .vector(let numbers): "[\(numbers.map { rounded($0, digits: digits) }.joined(separator: ", "))]"
        case .text, .truth: value.description
        }
      output.line("\(name) = \(text)")
    }
  }
}
