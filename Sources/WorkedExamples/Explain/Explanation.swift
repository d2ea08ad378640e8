import Expressions
import NeuralNetwork

/// An explanation of a quantity: equations that `check` accepts, and remarks.
package struct Explanation: Sendable {
  package enum Line: Sendable {
    /// `A = B = C`, where A is a name.
    case equation([Expression])
    case remark(String)
  }

  package var lines: [Line] = []

  /// The lines as the shell prints them, with remarks as comments.
  package var text: [String] {
    lines.map { line in
      switch line {
      case .equation(let parts): parts.map(\.description).joined(separator: " = ")
      case .remark(let text): "# \(text)"
      }
    }
  }
}

/// Explains quantities of one state.
package struct Explainer {
  let state: NetworkState
  let names: Names
  let digits: Int
  private let resolved: ResolvedNames
  /// The record without conventions that do not follow the chain rule.
  private let exact: NetworkState

  /// - Parameter digits: significant digits of results.
  package init(_ state: NetworkState, names: Names, digits: Int) {
    self.state = state
    self.names = names
    self.digits = digits
    resolved = names.resolved(state.network.topology)
    exact = state.underChainRule
  }

  private var topology: Topology { state.network.topology }

  /// The explanation; nil for a quantity that is a setting or a count.
  ///
  /// - Throws: `Fault` without a range if another command must run first.
  package func explain(_ quantity: Quantity) throws(Fault) -> Explanation? {
    switch quantity {
    case .parameter(let parameter, let part): return try explain(parameter, part)
    case .unit(let unit, _) where unit < topology.inputCount:
      return Explanation(lines: [.remark("\(resolved.name(quantity)) is an input: it is given")])
    case .unit(_, .target):
      return Explanation(lines: [.remark("\(resolved.name(quantity)) is given with the sample")])
    case .unit(let unit, let part): return try explain(unit, part)
    case .whole(.loss): return try explainLoss()
    case .whole: return nil
    }
  }

  private func chainRule(_ quantity: Quantity) throws(Fault) -> ChainRule {
    guard state.forward != nil else {
      throw Fault(
        "\(resolved.name(quantity)) cannot be explained yet", label: "run forward and backward first")
    }
    guard let chain = ChainRule(exact, resolved) else {
      throw Fault("\(resolved.name(quantity)) cannot be explained yet", label: "run backward first")
    }
    guard state.update != nil || state.isForwardFresh else {
      throw Fault(
        "the network has changed since its last pass", label: "run forward and backward again")
    }
    return chain
  }

  private var difference: FiniteDifference? {
    guard let forward = exact.forward, let backward = exact.backward, let values = exact.forwardValues else {
      return nil
    }
    var network = state.network
    network.values = values
    return FiniteDifference(
      network, inputs: Array(forward.out[topology.inputUnits]), target: backward.target, rule: backward.rule)
  }

  // MARK: Parameters

  private func explain(_ parameter: Int, _ part: ParameterPart) throws(Fault) -> Explanation {
    var rule = try chainRule(.parameter(parameter, part))
    let (name, chain, value) = rule.loss(byParameter: parameter)
    var explanation = Explanation()
    let writer = ChainWriter(rule, names: names, digits: digits)
    explanation.lines.append(writer.equation(name, chain, value))
    explanation.lines += writer.factors
    if let difference, let weight = exact.forwardValues?[parameter] {
      explanation.lines.append(compare(name, value, difference.slope(at: .parameter(parameter), around: weight)))
    }
    explanation.lines += remarks(parameter, value)
    if part == .change || part == .new, let update = state.update {
      explanation.lines.append(.remark(step(parameter, update)))
    }
    return explanation
  }

  private func step(_ parameter: Int, _ update: UpdateRecord) -> String {
    let name = resolved.name(.parameter(parameter, .value))
    let old = significant(update.old[parameter], digits)
    let new = significant(state.network.values[parameter], digits)
    let samples = update.samples == 1 ? "" : ", from \(update.samples) samples"
    let rate = shortest(update.rule.rate)
    return "the last update changed \(name) from \(old) to \(new) with learning rate \(rate)\(samples)"
  }

  /// Remarks on a record that differs from the chain rule, and on tied parameters.
  private func remarks(_ parameter: Int, _ value: Double) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    if let recorded = state.backward.map({ -$0.direction[parameter] }),
      (recorded - value).magnitude > 1e-12 * max(value.magnitude, 1e-3)
    {
      lines.append(.remark("under the current conventions the step uses \(significant(recorded, digits)) instead"))
    }
    if let group = state.network.shared.first(where: { $0.contains(parameter) }) {
      let others = group.map { resolved.name(.parameter($0, .value)) }.joined(separator: ", ")
      lines.append(.remark("\(others) are one parameter: its gradient is the sum of theirs"))
    }
    return lines
  }

  private func compare(_ name: Expression, _ value: Double, _ slope: Double) -> Explanation.Line {
    let difference = rounded((value - slope).magnitude, digits: 2)
    return .remark("\(name) by central differences: \(significant(slope, max(digits, 10))), difference \(difference)")
  }

  // MARK: Units

  private func explain(_ unit: Int, _ part: UnitPart) throws(Fault) -> Explanation {
    let quantity = Quantity.unit(unit, part)
    var explanation = Explanation()
    if part == .net || part == .out {
      guard exact.forward != nil else {
        throw Fault("\(resolved.name(quantity)) cannot be explained yet", label: "run forward first")
      }
      explanation.lines = forwardLines(to: [unit], withOutOfLast: part == .out)
      guard exact.backward != nil else { return explanation }
    }
    if part == .derivative { return try explainDerivative(unit) }
    var rule = try chainRule(quantity)
    let isOut = part == .error || part == .out
    let name = rule.partial("E", resolved.name(.unit(unit, isOut ? .out : .net)))
    let chain = isOut ? rule.loss(byOut: unit) : rule.loss(byNet: unit)
    let value = 0 - (isOut ? exact.backward?.error[unit] : exact.backward?.delta[unit]).orZero
    let writer = ChainWriter(rule, names: names, digits: digits)
    if chain != name { explanation.lines.append(writer.equation(name, chain, value)) }
    explanation.lines += writer.factors
    if part == .error || part == .delta { explanation.lines.append(own(quantity, name, value, writer)) }
    if let difference {
      let base = (isOut ? exact.forward?.out[unit] : exact.forward?.net[unit]).orZero
      explanation.lines.append(
        compare(name, value, difference.slope(at: isOut ? .out(unit) : .net(unit), around: base)))
    }
    return explanation
  }

  /// `h2.delta = -∂E/∂h2.net = …`, or a remark if the conventions do not follow the chain rule.
  private func own(_ quantity: Quantity, _ name: Expression, _ value: Double, _ writer: ChainWriter) -> Explanation.Line
  {
    let isGradient = state.backwardRule.conventions.sign == .gradient
    let expected = isGradient ? value : 0 - value
    if let recorded = state.value(quantity), (recorded - expected).magnitude > 1e-12 * max(value.magnitude, 1e-3) {
      return .remark(
        "\(resolved.name(quantity)) is \(significant(recorded, digits)) under the current conventions, "
          + "\(significant(expected, digits)) by the chain rule")
    }
    return writer.equation(
      .name(resolved.name(quantity)), isGradient ? name : -name, expected, extra: [name.description: value])
  }

  private func explainDerivative(_ unit: Int) throws(Fault) -> Explanation {
    _ = try chainRule(.unit(unit, .derivative))
    let activation = topology.activations[unit]
    guard let net = exact.forward?.net[unit], activation != .softmax else {
      return Explanation(lines: [.remark("softmax has a derivative with respect to every net input of its layer")])
    }
    var explanation = Explanation(lines: equation(.unit(unit, .derivative)))
    let h = 1e-3 * max(1, net.magnitude)
    func g(_ x: Double) -> Double { FusedDouble.activate(activation, x) }
    let slope = (8 * (g(net + h) - g(net - h)) - (g(net + 2 * h) - g(net - 2 * h))) / (12 * h)
    let name = Expression.name(resolved.name(.unit(unit, .derivative)))
    explanation.lines.append(compare(name, exact.backward?.derivative[unit] ?? .nan, slope))
    return explanation
  }

  private func explainLoss() throws(Fault) -> Explanation {
    var rule = try chainRule(.whole(.loss))
    var explanation = Explanation(lines: forwardLines(to: Array(topology.outputUnits), withOutOfLast: true))
    explanation.lines += equation(.whole(.loss))
    for unit in topology.outputUnits { _ = rule.loss(byOut: unit) }
    explanation.lines += ChainWriter(rule, names: names, digits: digits).factors
    guard let difference else { return explanation }
    for unit in topology.outputUnits {
      let slope = difference.slope(at: .out(unit), around: (exact.forward?.out[unit]).orZero)
      let name = rule.partial("E", resolved.name(.unit(unit, .out)))
      explanation.lines.append(compare(name, 0 - (exact.backward?.error[unit]).orZero, slope))
    }
    return explanation
  }

  // MARK: Forward

  /// net and out of the units and of all units that feed them, in order; if these are many, only of the units.
  private func forwardLines(to units: [Int], withOutOfLast: Bool) -> [Explanation.Line] {
    var needed = Set(units)
    for unit in stride(from: topology.unitCount - 1, through: topology.inputCount, by: -1) where needed.contains(unit) {
      for link in topology.sources(of: unit) { needed.insert(link.unit) }
    }
    var order = needed.filter { $0 >= topology.inputCount }.sorted()
    if order.count > 64 { order = units }
    return order.flatMap { unit -> [Explanation.Line] in
      let withOut = withOutOfLast || !units.contains(unit)
      return equation(.unit(unit, .net)) + (withOut ? equation(.unit(unit, .out)) : [])
    }
  }

  /// The line of a quantity, as a step prints it.
  private func equation(_ quantity: Quantity) -> [Explanation.Line] {
    let derivations = Derivations(exact)
    guard let value = exact.value(quantity), let derivation = derivations.derivation(of: quantity) else { return [] }
    var values: [String: Double] = [:]
    let formula = NamedFormula(derivation.formula, resolved, names)
    let named = derivation.formula.mapped { node in
      guard case .name(let name) = node, let inner = formula.quantity(name) else { return nil }
      let text = resolved.name(exact.inPass(inner))
      values[text] = exact.valueInPass(inner)
      return .name(text)
    }
    let writer = ChainWriter(values: values, state: exact, names: names, digits: digits)
    return [writer.equation(.name(resolved.name(quantity)), named, value)]
  }
}

extension NetworkState {
  /// The quantity as of the last pass: after an update, an old weight.
  fileprivate func inPass(_ quantity: Quantity) -> Quantity {
    guard case .parameter(let parameter, .value) = quantity, update != nil else { return quantity }
    return .parameter(parameter, .old)
  }

  /// The value of a quantity in the last pass.
  fileprivate func valueInPass(_ quantity: Quantity) -> Double? {
    if case .parameter(let parameter, .value) = quantity, let forwardValues { return forwardValues[parameter] }
    return value(quantity)
  }
}

extension Double? {
  fileprivate var orZero: Double { self ?? 0 }
}
