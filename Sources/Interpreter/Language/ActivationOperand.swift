import Expressions
import NeuralNetwork

extension Interpreter {
  /// The activation of that name, built in or a user's function, with a parameter: `leaky-relu 0.1`, or in one word
  /// `leaky-relu(0.1)`.
  func activation(_ name: Located<String>, _ operand: Expression? = nil) throws(Fault) -> Activation {
    if operand == nil, let (base, written) = try name.called {
      return try activation(base, written)
    }
    let activation = try session.activation(name)
    guard let operand else { return activation }
    guard let parameter = activation.parameter else {
      throw Fault(
        "\(name.value) has no parameter", at: operand.range, label: Activation.withParameters, help: nil)
    }
    let value = try number(operand)
    guard parameter.range.contains(value) else {
      let (lower, upper) = (shortest(parameter.range.lowerBound), shortest(parameter.range.upperBound))
      throw Fault(
        "the \(parameter.name) of \(name.value) must be from \(lower) to \(upper), got \(shortest(value))",
        at: operand.range)
    }
    return activation.with(value)
  }
}

extension Activation {
  /// `leaky-relu and elu have one`
  fileprivate static var withParameters: String {
    let names = all.filter { $0.parameter != nil }.map(\.name)
    return "\(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") have one"
  }
}

extension Located<String> {
  /// `leaky-relu` and `0.1` of `leaky-relu(0.1)`; nil without parentheses.
  fileprivate var called: (name: Located<String>, operand: Expression)? {
    get throws(Fault) {
      guard value.hasSuffix(")"), let open = value.firstIndex(of: "(") else { return nil }
      let name = value[..<open]
      let start = range.lower + name.utf8.count
      var cursor = Cursor(String(value[open...]))
      guard let operand = try? cursor.readExpression(), cursor.byte == 0 else {
        throw Fault("expected a number in parentheses", at: SourceRange(start, range.upper))
      }
      return (
        Located(String(name), SourceRange(range.lower, start)),
        Expression(operand.node, at: SourceRange(start, range.upper))
      )
    }
  }
}
