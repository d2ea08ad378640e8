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

  /// `leaky-relu (slope, 0.01)`: the meaning of the parameter and its default, for help.
  package static var parameterHelp: String {
    let forms = all.compactMap { activation in
      activation.parameter.map { "\(activation.name) (\($0.name), \(shortest($0.defaultValue)))" }
    }
    return forms.joined(separator: ",\n  ")
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

extension Session {
  /// The activation of that name: built in or a user's function.
  fileprivate func activation(_ name: Located<String>) throws(Fault) -> Activation {
    if let activation = Activation.named(name.value) { return activation }
    if self.functions[name.value] != nil { return try customActivation(name) }
    let known = Activation.all.map(\.name) + self.functions.keys.sorted()
    throw Fault(
      "unknown activation '\(name.value)'", at: name.range, label: "one of \(known.joined(separator: ", "))",
      help: nearest(to: name.value, among: known).map { "did you mean \($0)?" })
  }

  private func customActivation(_ name: Located<String>) throws(Fault) -> Activation {
    guard let function = self.functions[name.value], function.parameters.count == 1 else {
      throw Fault("an activation must be a function of one number", at: name.range)
    }
    let parameter = function.parameters[0]
    let derivative = try function.body.derivative(by: parameter, functions: definitions)
    let scope = SessionScope(session: functionsOnly)
    let identifier = function.identifiers[0]
    return Activation(
      name: name.value, definition: "\(parameter) -> \(function.body)",
      value: { function.body.valueOrNan(identifier, $0, scope) },
      derivative: { derivative.valueOrNan(identifier, $0, scope) })
  }

  /// The functions and variables as they are now, so that an activation does not change later.
  private var functionsOnly: Session {
    var session = Session()
    session.functions = self.functions
    session.variables = variables
    return session
  }
}

extension Expression {
  fileprivate func valueOrNan(_ parameter: Identifier, _ x: Double, _ scope: SessionScope) -> Double {
    var inner = scope
    inner.locals = [(parameter, .number(x))]
    return (try? number(in: inner)) ?? .nan
  }
}
