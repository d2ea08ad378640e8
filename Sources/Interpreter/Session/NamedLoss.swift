import Expressions
import NeuralNetwork

extension Session {
  /// The loss of that name: a user's function of an output and its target, or built in.
  func loss(_ name: Located<String>) throws(Fault) -> Loss {
    if let function = self.functions[name.value], function.parameters.count == 2 { return try ownLoss(function, name) }
    if let loss = Loss.named(name.value) { return loss }
    if self.functions[name.value] != nil {
      throw Fault(
        "a loss must be a function of an output and its target", at: name.range,
        help: "let \(name.value)(o, t) = (t - o)^2")
    }
    let own = self.functions.filter { $0.value.parameters.count == 2 }.keys.sorted()
    let known = Loss.all.map(\.name) + own
    throw Fault(
      "unknown loss function '\(name.value)'", at: name.range, label: "one of \(known.joined(separator: ", "))",
      help: nearest(to: name.value, among: known).map { "loss \($0)" })
  }

  /// The function with the variables and functions as they are now, so that the loss does not change later.
  private func ownLoss(_ function: UserFunction, _ name: Located<String>) throws(Fault) -> Loss {
    let parameters = function.parameters
    // By position, unless the names say the opposite.
    let isTargetFirst = ["t", "target"].contains(parameters[0]) && !["t", "target"].contains(parameters[1])
    let (out, target) = isTargetFirst ? (parameters[1], parameters[0]) : (parameters[0], parameters[1])
    let arguments = [out: Expression.name("o"), target: Expression.name("t")]
    do throws(Fault) {
      let term = try inlined(function.body, arguments, depth: 0)
      return Loss(name.value, of: term, derivative: try term.derivative(by: "o"))
    } catch {
      throw Fault("\(name.value): \(error.message)", at: name.range, label: error.label, help: error.help)
    }
  }

  /// The body of a function with expressions for its parameters, numbers for variables, and bodies for calls.
  private func inlined(_ body: Expression, _ arguments: [String: Expression], depth: Int) throws(Fault) -> Expression {
    guard depth < 20 else { throw Fault("infinite recursion") }
    switch body.node {
    case .name(let name):
      if name.isPlain, let argument = arguments[name.base] { return argument }
      if name.isPlain, case .number(let value)? = variables[name.base] { return .number(value) }
      if name.isPlain, Functions.constants[name.base] != nil { return body }
      throw Fault("'\(name)' is not a parameter", label: "a loss is a function of an output and its target")
    case .call(let function, let operands):
      guard let own = self.functions[function.base] else { break }
      var values: [Expression] = []
      for operand in operands { values.append(try inlined(operand, arguments, depth: depth)) }
      let isDerivative = function.member == "deriv"
      let definition = FunctionDefinition(parameters: own.parameters, body: own.body)
      let inner = try definition.body(
        isDerivative: isDerivative, of: function, operands.count, at: body.range, definitions)
      let bound = Dictionary(zip(own.parameters, values)) { first, _ in first }
      return try inlined(inner, bound, depth: depth + 1)
    default: break
    }
    return try body.mapChildren { (child) throws(Fault) in try inlined(child, arguments, depth: depth) }
  }
}
