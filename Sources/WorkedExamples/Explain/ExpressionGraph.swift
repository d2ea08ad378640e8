import Expressions
import NeuralNetwork

/// An expression as a graph: each operation is a node with a name; equal subexpressions are one node.
package struct ExpressionGraph {
  /// An operation over the names of its operands: `v2 = v1 * z`.
  struct Node {
    var name: String
    var formula: Expression
    /// The nodes and variables among the operands, each once.
    var operands: [String]
  }

  private(set) var nodes: [Node] = []
  /// The names with a value, in order of appearance.
  package private(set) var variables: [Variable] = []

  package struct Variable: Sendable {
    package let name: String
    /// The name or argument whose value it has.
    package let value: Expression
  }

  private let functions: [String: FunctionDefinition]
  /// The function that an article's name refers to.
  private let alias: (Name) -> Name?
  private let isConstant: (Name) -> Bool
  private var prefix = "v"
  private var known: [String: String] = [:]

  /// - Parameters:
  ///   - functions: the user's functions, whose bodies become part of the graph.
  ///   - alias: the function that an article's name refers to.
  ///   - isConstant: whether a name is a constant such as pi.
  /// - Throws: `Fault` at a part that is not a number or cannot be a node.
  package init(
    _ expression: Expression, functions: [String: FunctionDefinition], alias: @escaping (Name) -> Name?,
    isConstant: @escaping (Name) -> Bool
  ) throws(Fault) {
    self.functions = functions
    self.alias = alias
    self.isConstant = isConstant
    var arguments: [String: Expression] = [:]
    let whole = try ExpressionGraph.withNamedArguments(expression, functions, &arguments)
    let body = try inlined(whole, depth: 0)
    collectVariables(body, arguments)
    prefix = ["v", "u", "n", "q"].first { isFree(prefix: $0) } ?? "node"
    _ = try reference(body)
    let own: [String] = if case .call(let function, _) = expression.node { [function.base] } else { [] }
    let candidates = own.filter { functions[$0] != nil } + ["f", "g", "y"]
    if let name = candidates.first(where: { name in !variables.contains { $0.name == name } }), !nodes.isEmpty {
      nodes[nodes.count - 1].name = name
    }
  }

  /// Whether the expression is a single variable.
  package var isEmpty: Bool { nodes.isEmpty }

  /// The name of the whole expression.
  package var result: String { nodes.last?.name ?? "" }

  // MARK: Functions

  /// For `f(-2, y)` with a user's function: the body's call with its own parameter for each argument that has no name.
  private static func withNamedArguments(
    _ expression: Expression, _ functions: [String: FunctionDefinition], _ values: inout [String: Expression]
  ) throws(Fault) -> Expression {
    guard case .call(let function, let arguments) = expression.node, function.member == nil,
      let own = functions[function.base], own.parameters.count == arguments.count
    else { return expression }
    let taken = arguments.compactMap { if case .name(let name) = $0.node { name.description } else { nil } }
    var named: [Expression] = []
    for (parameter, argument) in zip(own.parameters, arguments) {
      if case .name = argument.node {
        named.append(argument)
      } else {
        let name = taken.contains(parameter) ? "\(parameter)_" : parameter
        values[name] = argument
        named.append(.name(name))
      }
    }
    return Expression(.call(function, named), at: expression.range)
  }

  /// The expression with the bodies of the user's functions in place of their calls.
  private func inlined(_ expression: Expression, depth: Int) throws(Fault) -> Expression {
    guard depth < 20 else { throw Fault("infinite recursion", at: expression.range, label: "at most 20 nested calls") }
    let inner = try expression.mapChildren { (child) throws(Fault) in try inlined(child, depth: depth) }
    guard case .call(let name, let arguments) = inner.node else { return inner }
    let function = alias(name) ?? name
    guard let own = functions[function.base] else { return Expression(.call(function, arguments), at: inner.range) }
    let isDerivative = function.member == "deriv"
    let body = try own.body(
      isDerivative: isDerivative, of: function, arguments.count, at: expression.range, functions)
    let values = Dictionary(zip(own.parameters, arguments)) { first, _ in first }
    return try inlined(body.substituting(values), depth: depth + 1)
  }

  // MARK: Nodes

  private mutating func collectVariables(_ expression: Expression, _ arguments: [String: Expression]) {
    if case .name(let name) = expression.node {
      let text = name.description
      guard !isConstant(name) || arguments[text] != nil, !variables.contains(where: { $0.name == text }) else { return }
      variables.append(Variable(name: text, value: arguments[text] ?? expression))
    }
    for child in expression.children { collectVariables(child, arguments) }
  }

  private func isFree(prefix: String) -> Bool {
    !variables.contains { $0.name.hasPrefix(prefix) && $0.name.dropFirst(prefix.count).allSatisfy(\.isNumber) }
  }

  /// The name of the expression's node, made if necessary; a constant or a variable is its own name.
  private mutating func reference(_ expression: Expression) throws(Fault) -> Expression {
    if case .name(let name) = expression.node { return .name(name.description) }
    guard dependsOnVariable(expression) else { return expression }
    let formula = try operation(expression)
    let key = formula.description
    if let name = known[key] { return .name(name) }
    let name = "\(prefix)\(nodes.count + 1)"
    var operands: [String] = []
    collectOperands(formula, &operands)
    nodes.append(Node(name: name, formula: formula, operands: operands))
    known[key] = name
    return .name(name)
  }

  /// The operation with names for its operands; those of a condition, and the elements of a vector, are its own.
  private mutating func operation(_ expression: Expression) throws(Fault) -> Expression {
    switch expression.node {
    case .text: throw Fault("cannot differentiate a string", at: expression.range)
    case .vector: throw Fault("expected a number, found a vector", at: expression.range)
    case .call(let function, let arguments):
      var operands: [Expression] = []
      for argument in arguments.flatMap(\.elements) { operands.append(try argumentReference(argument)) }
      return Expression(.call(function, operands), at: expression.range)
    default:
      var operands: [Expression] = []
      for child in expression.children { operands.append(try reference(child)) }
      var next = operands.makeIterator()
      return expression.mapChildren { next.next() ?? $0 }
    }
  }

  private mutating func argumentReference(_ argument: Expression) throws(Fault) -> Expression {
    var isCondition = false
    switch argument.node {
    case .not: isCondition = true
    case .binary(let symbol, _, _): isCondition = symbol.isComparison || symbol == .and || symbol == .or
    default: break
    }
    guard isCondition else { return try reference(argument) }
    var parts: [Expression] = []
    for child in argument.children { parts.append(try argumentReference(child)) }
    var next = parts.makeIterator()
    return argument.mapChildren { next.next() ?? $0 }
  }

  private func dependsOnVariable(_ expression: Expression) -> Bool {
    expression.contains { part in
      if case .name(let name) = part.node { variables.contains { $0.name == name.description } } else { false }
    }
  }

  private func collectOperands(_ formula: Expression, _ operands: inout [String]) {
    if case .name(let name) = formula.node {
      let text = name.description
      let isOperand = nodes.contains { $0.name == text } || variables.contains { $0.name == text }
      if isOperand, !operands.contains(text) { operands.append(text) }
    }
    for child in formula.children { collectOperands(child, &operands) }
  }
}
