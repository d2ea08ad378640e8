import Expressions
import NeuralNetwork

/// Explains an expression: forward node by node, then backward node by node, each with its local derivative and the
/// derivative that arrives from above.
///
/// Reverse accumulation (Linnainmaa 1970): ∂f/∂n = Σ ∂f/∂c · ∂c/∂n over the nodes c that n is an operand of.
package struct GraphExplanation {
  private let graph: ExpressionGraph
  private let values: [String: Double]
  private let writer: any EquationWriter
  private let digits: Int

  /// - Parameters:
  ///   - values: those of the variables.
  ///   - digits: significant digits of results.
  ///   - hand: the rules of hand arithmetic; nil for doubles.
  package init(
    _ graph: ExpressionGraph, _ values: [String: Double], names: Names, digits: Int, hand: HandArithmetic?
  ) {
    self.graph = graph
    self.values = values
    self.digits = digits
    if let hand {
      writer = HandEquationWriter(
        values.compactMapValues { BoundedDecimal($0) }, hand, other: hand.general, nil, functions: [:], names: names)
    } else {
      writer = DoubleEquationWriter(
        values.merging(Functions.constants) { own, _ in own }, names: names, digits: digits...max(digits, 17),
        callee: Functions.callee)
    }
  }

  /// The lines; those of derivatives only for what the variables depend on.
  ///
  /// - Parameter variables: the variables to differentiate by.
  /// - Throws: `Fault` without a range at an operation without a derivative.
  package func lines(by variables: [String]) throws(Fault) -> Explanation {
    var explanation = Explanation()
    for node in graph.nodes {
      explanation.lines.append(try writer.equation(.name(node.name), node.formula, record: nil, as: nil))
    }
    var needed = Set(variables)
    for node in graph.nodes where node.operands.contains(where: needed.contains) { needed.insert(node.name) }
    let inner = graph.nodes.dropLast().reversed().map(\.name).filter(needed.contains)
    for name in inner + variables { explanation.lines += try backward(to: name) }
    for variable in variables { explanation.lines.append(difference(variable)) }
    return explanation
  }

  /// The local derivatives of the nodes that have this operand, and the sum of what arrives over them.
  private func backward(to operand: String) throws(Fault) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    var sum: Expression?
    for node in graph.nodes where node.operands.contains(operand) {
      var term = try node.derivative(by: operand)
      if node.name != graph.result {
        let local = partial(node.name, operand)
        lines.append(try writer.equation(local, term, record: nil, as: nil))
        term = partial(graph.result, node.name) * local
      }
      lines += kinks(of: node)
      sum = sum.map { $0 + term } ?? term
    }
    lines.append(
      try writer.equation(partial(graph.result, operand), sum ?? .number(0), record: nil, as: nil))
    return lines
  }

  private func partial(_ a: String, _ b: String) -> Expression { .name("∂\(a)/∂\(b)") }

  /// What the derivative of the operation is if its operands are at a kink.
  private func kinks(of node: ExpressionGraph.Node) -> [Explanation.Line] {
    guard case .call(let function, let arguments) = node.formula.node, function.isPlain,
      let known = BuiltInFunction.named(function.base), let atKink = known.atKink
    else { return [] }
    let numbers = arguments.compactMap { value($0, values: writer.value) }
    let isAtKink =
      known.group == .kinks ? numbers.first == 0 : numbers.count { $0 == writer.value(of: node.name) } > 1
    guard isAtKink, function.base != "if" else { return [] }
    return [.remark("\(node.name) is at a kink, where the derivative of \(function) is \(atKink)")]
  }

  // MARK: Differences

  private func difference(_ variable: String) -> Explanation.Line {
    let name = partial(graph.result, variable)
    let slope = FiniteDifference.slope(around: values[variable] ?? .nan) { moved in
      var values = values
      values[variable] = moved
      return result(values)
    }
    let value = writer.value(of: name.description) ?? .nan
    return .comparison(name, value, slope, digits: digits)
  }

  private func result(_ given: [String: Double]) -> Double {
    var values = given.merging(Functions.constants) { own, _ in own }
    for node in graph.nodes { values[node.name] = value(node.formula) { values[$0] } ?? .nan }
    return values[graph.result] ?? .nan
  }

  private func value(_ formula: Expression, values: (String) -> Double?) -> Double? {
    withoutActuallyEscaping(values) { values in
      SubstitutedNumbers(formula: formula, digits: 17...17, value: { values($0.description) }, callee: Functions.callee)
        .number(formula)
    }
  }
}

extension ExpressionGraph.Node {
  /// The derivative of the operation by one operand, with its value by name.
  fileprivate func derivative(by operand: String) throws(Fault) -> Expression {
    if case .binary(.divide, let left, let right) = formula.node, left.plainName?.text == operand,
      !right.contains(operand)
    {
      return .number(1) / right
    }
    let own = formula
    let name = name
    let derivative = try own.derivative(by: operand)
    guard case .call = own.node else { return derivative }
    return derivative.replacing(own, by: .name(name))
  }
}

extension Expression {
  fileprivate func replacing(_ part: Expression, by other: Expression) -> Expression {
    self == part ? other : mapChildren { $0.replacing(part, by: other) }
  }
}
