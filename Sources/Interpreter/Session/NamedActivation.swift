import Expressions
import NeuralNetwork

extension Session {
  /// The activation of that name: built in or a user's function.
  func activation(_ name: Located<String>) throws(Fault) -> Activation {
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
