import Expressions

/// The watched values as last printed. Not part of the session: `undo` may change them too.
struct WatchedValues {
  private var printed: [String: String] = [:]

  /// Has a value printed next time, whether it changes or not.
  mutating func forget(_ value: Expression) { printed["\(value)"] = nil }

  /// Notes a value that a command has printed itself.
  mutating func remember(_ name: String, _ value: Double) { printed[name] = Value.number(value).description }

  /// Prints the values that have changed since they were printed; skips those not known yet.
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
