import Expressions
import NeuralNetwork
import WorkedExamples

/// `explain w1`
package struct ExplainCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "explain", .inspection, ["explain QUANTITY [as latex|markdown]", "explain FUNCTION"],
    "show the chain rule for one quantity, with its finite difference",
    details: """
      QUANTITY is a weight, a bias, the loss, or a unit's net, out, error, deriv or delta: the chain of partial
      derivatives, its numbers, the result; then each factor; then the slope by central differences.
      FUNCTION is an activation or a function of your own: its definition; FUNCTION.deriv is its derivative, with what it
      is at a kink.
      """,
    examples: [
      "net 2 2 1; forward 0 1; backward 1; explain w1", "net 2 1; forward 0 1; backward 1; explain b[o1] as latex",
      "explain sigmoid; explain sigmoid.deriv",
    ])

  private enum Format: Sendable { case text, latex, markdown }

  private let name: Located<Name>
  private var format = Format.text

  package init(_ operands: inout OperandReader) throws(Fault) {
    name = try operands.name("a quantity or a function")
    if operands.take("as") {
      format = try operands.choice("format", [("latex", Format.latex), ("markdown", .markdown)]).value
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    let session = interpreter.session
    guard let quantities = try quantities(interpreter) else {
      guard let definition = session.definition(of: name.value) else { throw undefined(session) }
      interpreter.output.line(definition)
      session.kinks(of: name.value).forEach(interpreter.output.line)
      return
    }
    // The chain is computed in doubles: its last digits would contradict those of a step in single precision.
    guard (session.state?.forward?.rule ?? session.settings.plan.rule).precision == .double else {
      throw Fault("explain needs double precision", at: name.range, help: "precision double, then forward again")
    }
    let explainer = Explainer(
      try session.network(name.range), names: session.names, digits: session.settings.digits)
    for quantity in quantities {
      do throws(Fault) {
        guard let explanation = try explainer.explain(quantity) else {
          throw Fault("\(name.value) is a setting or a count", label: "it is not computed from other quantities")
        }
        print(explanation, interpreter)
      } catch {
        throw Fault(error.message, at: name.range, label: error.label, help: error.help)
      }
    }
  }

  private func print(_ explanation: Explanation, _ interpreter: Interpreter) {
    let lines =
      switch format {
      case .text: explanation.text
      case .latex: explanation.latex
      case .markdown: explanation.markdown
      }
    lines.forEach(interpreter.output.line)
  }

  /// The quantities that the name refers to; nil if it is not a name in the network.
  private func quantities(_ interpreter: Interpreter) throws(Fault) -> [Quantity]? {
    let session = interpreter.session
    guard let state = session.state else {
      if WholePart(rawValue: name.value.base) != nil { _ = try session.network(name.range) }
      return nil
    }
    let topology = state.network.topology
    if let reference = session.names.reference(name.value.description, in: topology) { return reference.quantities }
    let scope = interpreter.scope
    let reference = try QuantityNames(topology).resolve(name.value, at: name.range) { expression throws(Fault) in
      try expression.number(in: scope)
    }
    return reference?.quantities
  }

  /// The fault if there is no definition to print.
  private func undefined(_ session: Session) -> Fault {
    let function = session.names.function(name.value) ?? name.value
    let (base, written) = (Name(function.base), name.value.base)
    let isFunction =
      session.functions[function.base] != nil || Functions.names.contains(function.base)
      || Activation.named(function.base) != nil
    if isFunction, function.subscripts.isEmpty, function.member == nil {
      return Fault(
        "\(written) is built in and has no formula to print", at: name.range,
        help: Functions.value(base, [0.5]).map { _ in "print \(written)(0.5)" })
    }
    if isFunction, function.subscripts.isEmpty, function.member == "deriv" {
      return Fault(
        "\(written) has no derivative to print", at: name.range,
        help: session.definition(of: base).map { _ in "explain \(written)" })
    }
    let near = nearest(to: written, among: Functions.names + session.functions.keys.sorted())
    return Fault(
      "unknown quantity or function '\(name.value)'", at: name.range,
      label: session.state.map { "the units are \(UnitNames($0.network.topology).overview)" }
        ?? "there is no network yet",
      help: near.map { "explain \($0)" })
  }
}

extension Session {
  /// `f(x) = 1 / (1 + exp(-x))`, for a user-defined or built-in function, or an article's name for one.
  fileprivate func definition(of function: Name) -> String? {
    guard function.subscripts.isEmpty else { return nil }
    if let own = self.functions[function.base] {
      guard function.member == "deriv" else {
        return function.member == nil
          ? functionDefinition(of: function, parameters: own.parameters, body: own.body, names: self.names) : nil
      }
      guard own.parameters.count == 1,
        let derivative = try? own.body.derivative(by: own.parameters[0], functions: definitions)
      else { return nil }
      return functionDefinition(of: function, parameters: own.parameters, body: derivative, names: self.names)
    }
    return functionDefinition(of: self.names.function(function) ?? function, names: self.names)
  }

  /// What the derivative of a user's function is at its kinks, as comments.
  fileprivate func kinks(of function: Name) -> [String] {
    guard function.member != nil, let body = self.functions[function.base]?.body else { return [] }
    return BuiltInFunction.all.filter { known in
      known.atKink != nil && self.functions[known.name] == nil
        && body.contains { if case .call(let called, _) = $0.node { called == Name(known.name) } else { false } }
    }.map { "# the derivative of \($0.name) at a kink is \($0.atKink ?? "0")" }
  }
}
