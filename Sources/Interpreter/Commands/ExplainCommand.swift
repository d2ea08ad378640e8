import Expressions
import NeuralNetwork
import WorkedExamples

/// `explain w1`
package struct ExplainCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "explain", .inspection,
    [
      "explain QUANTITY [as latex|markdown]", "explain FUNCTION",
      "explain EXPRESSION [by NAME, …] [as latex|markdown]",
    ],
    "show the chain rule for one quantity or any expression, with its finite difference",
    details: """
      QUANTITY is a weight, a bias, the loss, or a unit's net, out, error, deriv or delta: the chain of partial
      derivatives, its numbers, the result; then each factor; then the slope by central differences. All in the arithmetic
      of the last passes: doubles, single precision, or decimals by hand.
      FUNCTION is an activation or a function of your own: its definition; FUNCTION.deriv is its derivative, with what it
      is at a kink.
      EXPRESSION is shown as a graph: each operation is a node with a value; then, backwards, the derivative of the result
      by each node: its local derivative times the one that arrives, summed if a node is used twice. NAME is a variable to
      differentiate by; without any, all are. A call of a function of your own has its parameters as variables.
      """,
    examples: [
      "net 2 2 1; forward 0 1; backward 1; explain w1", "net 2 1; forward 0 1; backward 1; explain b[o1] as latex",
      "explain sigmoid; explain sigmoid.deriv",
      "let x = -2; let y = 5; let z = -4; explain (x + y) * z; explain (x * y + z)^2 by x, y",
      "let neuron(w, x, b) = tanh(w * x + b); explain neuron(0.5, 2, -1)",
    ])

  private enum Format: String, CaseIterable { case latex, markdown }

  /// A quantity or a function by its name, or an expression.
  private let subject: Expression
  /// The variables to differentiate by; nil for all.
  private var variables: [Expression]?
  private var format: Format?

  package init(_ operands: inout OperandReader) throws(Fault) {
    subject = try operands.expression("a quantity, a function or an expression")
    if operands.take("by") { variables = try operands.expressions("a variable") }
    if operands.take("as") { format = try operands.choice("format", Format.self).value }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard case .name(let name) = subject.node, variables == nil else { return try explainGraph(interpreter) }
    try explain(Located(name, subject.range), interpreter)
  }

  // MARK: A quantity or a function

  private func explain(_ name: Located<Name>, _ interpreter: Interpreter) throws {
    let session = interpreter.session
    guard let quantities = try quantities(name, interpreter) else {
      guard let definition = session.definition(of: name.value) else { throw undefined(name, session) }
      interpreter.output.line(definition)
      session.kinks(of: name.value).forEach(interpreter.output.line)
      return
    }
    let explainer = session.explainer(try session.network(name.range))
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

  // MARK: An expression

  private func explainGraph(_ interpreter: Interpreter) throws {
    let session = interpreter.session
    // First of all, so that an unknown name or function is the error of an expression.
    _ = try interpreter.number(subject)
    let graph = try ExpressionGraph(
      subject, functions: session.definitions, alias: session.names.function,
      isConstant: { $0.isPlain && Functions.constants[$0.base] != nil && session.variables[$0.base] == nil })
    guard !graph.variables.isEmpty, !graph.isEmpty else {
      throw Fault(
        "there is nothing to explain", at: subject.range,
        label: graph.variables.isEmpty ? "the expression has no variables" : "a variable is given")
    }
    var values: [String: Double] = [:]
    for variable in graph.variables { values[variable.name] = try interpreter.number(variable.value) }
    let explanation = GraphExplanation(
      graph, values, names: session.names, digits: session.settings.digits, hand: session.hand)
    let variables = try names(in: graph)
    do throws(Fault) {
      print(try explanation.lines(by: variables), interpreter)
    } catch {
      throw Fault(
        error.message, at: error.range == SourceRange(0, 0) ? subject.range : error.range ?? subject.range,
        label: error.label, help: error.help)
    }
  }

  /// The names of the variables to differentiate by.
  private func names(in graph: ExpressionGraph) throws(Fault) -> [String] {
    let known = graph.variables.map(\.name)
    var names: [String] = []
    for variable in variables ?? [] {
      let name = "\(variable)"
      guard known.contains(name) else {
        throw Fault(
          "\(name) is not in the expression", at: variable.range,
          label: "its variables are \(known.joined(separator: ", "))")
      }
      if !names.contains(name) { names.append(name) }
    }
    return variables == nil ? known : names
  }

  private func print(_ explanation: Explanation, _ interpreter: Interpreter) {
    let lines =
      switch format {
      case nil: explanation.text
      case .latex: explanation.latex
      case .markdown: explanation.markdown
      }
    lines.forEach(interpreter.output.line)
  }

  /// The quantities that the name refers to; nil if it is not a name in the network.
  private func quantities(_ name: Located<Name>, _ interpreter: Interpreter) throws(Fault) -> [Quantity]? {
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
  private func undefined(_ name: Located<Name>, _ session: Session) -> Fault {
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
