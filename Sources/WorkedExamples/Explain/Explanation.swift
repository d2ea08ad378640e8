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

extension Explanation.Line {
  /// The slope by central differences beside a derivative.
  static func comparison(_ name: Expression, _ value: Double, _ slope: Double, digits: Int) -> Explanation.Line {
    let difference = rounded((value - slope).magnitude, digits: 2)
    return .remark("\(name) by central differences: \(significant(slope, max(digits, 10))), difference \(difference)")
  }
}

/// Explains quantities of one state, in the arithmetic of its passes.
package struct Explainer {
  let state: NetworkState
  let names: Names
  private let resolved: ResolvedNames
  /// The record without conventions that do not follow the chain rule.
  private let exact: NetworkState
  /// Significant digits of results, and the maximum for substituted numbers.
  private let digits: ClosedRange<Int>
  private let hand: HandArithmetic
  private let functions: [String: FunctionDefinition]

  /// - Parameters:
  ///   - digits: significant digits of results.
  ///   - hand: the rules for passes computed by hand.
  ///   - functions: the user's functions, for hand arithmetic.
  package init(
    _ state: NetworkState, names: Names, digits: Int, hand: HandArithmetic, functions: [String: FunctionDefinition]
  ) {
    self.state = state
    self.names = names
    self.digits = state.rule.lineDigits(digits)
    self.hand = hand
    self.functions = functions
    resolved = names.resolved(state.network.topology)
    exact = state.followingChainRule
  }

  private var topology: Topology { state.network.topology }
  private func text(_ quantity: Quantity) -> String { resolved.distinctName(quantity) }

  /// The explanation; nil for a quantity that is a setting or a count.
  ///
  /// - Throws: `Fault` without a range if another command must run first.
  package func explain(_ quantity: Quantity) throws(Fault) -> Explanation? {
    switch quantity {
    case .parameter(let parameter, let part): return try explain(parameter, part)
    case .unit(let unit, .out) where unit < topology.inputCount:
      return Explanation(lines: [.remark("\(text(quantity)) is an input: it is given")])
    case .unit(_, .target):
      return Explanation(lines: [.remark("\(text(quantity)) is given with the sample")])
    case .unit(let unit, let part): return try explain(unit, part)
    case .whole(.loss):
      if let seed = state.backward?.seed { return try explain(seed, .out) }
      return try explainLoss()
    case .whole: return nil
    }
  }

  private func chainRule(_ quantity: Quantity) throws(Fault) -> ChainRule {
    guard state.forward != nil else {
      throw Fault("\(text(quantity)) cannot be explained yet", label: "run forward and backward first")
    }
    guard let chain = ChainRule(exact, resolved) else {
      throw Fault("\(text(quantity)) cannot be explained yet", label: "run backward first")
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
      network, inputs: Array(forward.out[topology.inputUnits]), target: backward.target, rule: backward.rule,
      seed: backward.seed)
  }

  // MARK: Equations

  private func writer(_ values: [String: Double], _ quantities: [String: Quantity]) -> any EquationWriter {
    guard state.hand.isOn else {
      return DoubleEquationWriter(
        values, names: names, digits: digits, callee: state.network.callees(state.rule))
    }
    let decimals = quantities.compactMapValues { exact.decimal($0) }
    return HandEquationWriter(decimals, hand, other: .exact, topology, functions: functions, names: names)
  }

  private func writer(_ rule: ChainRule) -> any EquationWriter { writer(rule.values, rule.quantities) }

  /// The equation of each factor of a chain, in order of first use.
  private func factors(_ rule: ChainRule, _ writer: any EquationWriter) throws(Fault) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    for factor in rule.factors {
      let record = rule.values[factor.name.description]
      lines.append(try writer.equation(factor.name, factor.formula, record: record, as: factor.quantity))
    }
    return lines
  }

  /// ∂E/∂b by the chain rule: its line, unless it is one factor, and those of its factors.
  private struct Chain {
    let name: Expression
    let value: Double
    let lines: [Explanation.Line]
    let writer: any EquationWriter
  }

  private func chain(by b: Quantity, of quantity: Quantity) throws(Fault) -> Chain {
    var rule = try chainRule(quantity)
    let name = rule.partial(rule.top, text(b))
    guard let (chain, cut) = rule.loss(by: b) else {
      throw Fault("\(text(quantity)) cannot be explained", label: "there is no \(name)")
    }
    let record = rule.slope(of: nil, by: b).orZero
    let writer = writer(rule)
    // Written after its factors, whose results by hand it uses, and printed before them.
    let factors = try factors(rule, writer)
    let whole = try chain == name ? [] : [writer.equation(name, chain, record: record, as: cut)]
    return Chain(
      name: name, value: writer.value(of: name.description) ?? record, lines: whole + factors, writer: writer)
  }

  /// The value of a partial derivative as explanations of the last step print it, by its name: `∂E/∂h1.net`.
  package func value(ofDerivative name: String) -> BoundedDecimal? {
    guard name.hasPrefix("∂"), let line = name.firstIndex(of: "/"), state.backward != nil else { return nil }
    let bottom = name[line...].dropFirst()
    guard bottom.hasPrefix("∂"), let b = resolved.quantity(String(bottom.dropFirst())),
      let rule = try? chainRule(b)
    else { return nil }
    // By hand, a chain is the product of cut numbers.
    if state.hand.isOn { return (try? chain(by: b, of: b))?.writer.decimal(of: name) }
    let top = String(name[..<line].dropFirst())
    let a = top == rule.top ? nil : resolved.quantity(top)
    return a == nil && top != rule.top ? nil : rule.slope(of: a, by: b).flatMap { BoundedDecimal($0) }
  }

  /// The line of a quantity, as a step prints it.
  private func equation(_ quantity: Quantity) throws(Fault) -> [Explanation.Line] {
    guard let derivation = Derivations(exact).derivation(of: quantity) else { return [] }
    return try equation(quantity, derivation)
  }

  private func equation(_ quantity: Quantity, _ derivation: Derivation) throws(Fault) -> [Explanation.Line] {
    guard let value = exact.value(quantity) else { return [] }
    var values: [String: Double] = [:]
    var quantities: [String: Quantity] = [:]
    let formula = NamedFormula(derivation.formula, resolved, names)
    let named = derivation.formula.mapped { node in
      guard case .name(let name) = node, let inner = formula.quantity(name) else { return nil }
      let inPass = exact.inPass(inner)
      let text = text(inPass)
      values[text] = exact.valueInPass(inner)
      quantities[text] = inPass
      return .name(text)
    }
    return [try writer(values, quantities).equation(.name(text(quantity)), named, record: value, as: quantity)]
  }

  private func compare(_ name: Expression, _ value: Double, _ slope: Double) -> Explanation.Line {
    .comparison(name, value, slope, digits: digits.lowerBound)
  }

  /// Whether a recorded value is that of the chain rule, apart from rounding.
  private func agree(_ recorded: Double, _ value: Double) -> Bool {
    let tolerance = state.rule.precision == .single ? 1e-5 : 1e-12
    return (recorded - value).magnitude <= tolerance * max(value.magnitude, 1e-3)
  }

  // MARK: Parameters

  /// What an optimizer keeps for a parameter: its line in the last update, then the chain rule of the gradient in it.
  private func explainState(_ parameter: Int, _ part: ParameterPart) throws(Fault) -> Explanation {
    let quantity = Quantity.parameter(parameter, part)
    guard let update = exact.update else {
      throw Fault("\(text(quantity)) cannot be explained yet", label: "run update first")
    }
    let steps = Derivations(exact).steps(of: parameter, update)
    guard let derivation = steps.first(where: { $0.quantity == quantity }) else {
      throw Fault(
        "\(text(quantity)) cannot be explained", label: "\(update.rule.optimizer.definition.name) does not keep it")
    }
    var explanation = Explanation(lines: try equation(quantity, derivation))
    explanation.lines += try explain(parameter, ParameterPart.gradient).lines
    return explanation
  }

  private func explain(_ parameter: Int, _ part: ParameterPart) throws(Fault) -> Explanation {
    if part.optimizerState != nil { return try explainState(parameter, part) }
    let chain = try chain(by: .parameter(parameter, .value), of: .parameter(parameter, part))
    var explanation = Explanation(lines: chain.lines)
    if let difference, let weight = exact.forwardValues?[parameter] {
      let slope = difference.slope(at: .parameter(parameter), around: weight)
      explanation.lines.append(compare(chain.name, chain.value, slope))
    }
    explanation.lines += remarks(parameter, chain.value)
    if part == .change || part == .new, let update = state.update {
      explanation.lines.append(.remark(step(parameter, update)))
    }
    return explanation
  }

  private func step(_ parameter: Int, _ update: UpdateRecord) -> String {
    let name = text(.parameter(parameter, .value))
    let old = significant(update.old[parameter], digits.lowerBound)
    let new = significant(state.network.values[parameter], digits.lowerBound)
    let samples = update.samples == 1 ? "" : ", from \(update.samples) samples"
    let rate = shortest(update.rule.rate)
    return "the last update changed \(name) from \(old) to \(new) with learning rate \(rate)\(samples)"
  }

  /// Remarks on a record that differs from the chain rule, and on tied parameters.
  private func remarks(_ parameter: Int, _ value: Double) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    if let recorded = state.backward.map({ -$0.direction[parameter] }), !agree(recorded, value) {
      lines.append(
        .remark(
          state.hand.isOn
            ? "the lines of the step, each cut, give \(shortest(recorded)) instead"
            : "under the current conventions the step uses \(significant(recorded, digits.lowerBound)) instead"))
    }
    if let group = state.network.shared.first(where: { $0.contains(parameter) }) {
      let others = group.map { text(.parameter($0, .value)) }.joined(separator: ", ")
      lines.append(.remark("\(others) are one parameter: its gradient is the sum of theirs"))
    }
    return lines
  }

  // MARK: Units

  private func explain(_ unit: Int, _ part: UnitPart) throws(Fault) -> Explanation {
    let quantity = Quantity.unit(unit, part)
    var explanation = Explanation()
    if part == .net || part == .out {
      guard exact.forward != nil else {
        throw Fault("\(text(quantity)) cannot be explained yet", label: "run forward first")
      }
      explanation.lines = try forwardLines(to: [unit], withOutOfLast: part == .out)
      guard exact.backward != nil else { return explanation }
    }
    if part == .derivative { return try explainDerivative(unit) }
    let isOut = part == .error || part == .out || part == .gradient
    let chain = try chain(by: .unit(unit, isOut ? .out : .net), of: quantity)
    explanation.lines += chain.lines
    if part == .error || part == .delta || part == .gradient {
      explanation.lines.append(try own(quantity, chain.name, chain.value, chain.writer))
    }
    if let difference {
      let base = (isOut ? exact.forward?.out[unit] : exact.forward?.net[unit]).orZero
      let slope = difference.slope(at: isOut ? .out(unit) : .net(unit), around: base)
      explanation.lines.append(compare(chain.name, chain.value, slope))
    }
    return explanation
  }

  /// `h2.delta = -∂E/∂h2.net = …`, or a remark if the record does not follow the chain rule.
  private func own(_ quantity: Quantity, _ name: Expression, _ value: Double, _ writer: any EquationWriter)
    throws(Fault) -> Explanation.Line
  {
    let isGradient =
      state.backwardRule.conventions.sign == .gradient
      || { if case .unit(_, .gradient) = quantity { true } else { false } }()
    let expected = isGradient ? value : 0 - value
    if let recorded = state.value(quantity), !agree(recorded, expected) {
      let (shown, chain) =
        state.hand.isOn
        ? ("\(shortest(recorded)) in the lines of the step, each cut", shortest(expected))
        : (
          "\(significant(recorded, digits.lowerBound)) under the current conventions",
          significant(expected, digits.lowerBound)
        )
      return .remark("\(text(quantity)) is \(shown), \(chain) by the chain rule")
    }
    return try writer.equation(.name(text(quantity)), isGradient ? name : -name, record: expected, as: nil)
  }

  private func explainDerivative(_ unit: Int) throws(Fault) -> Explanation {
    _ = try chainRule(.unit(unit, .derivative))
    let activation = topology.activations[unit]
    guard let net = exact.forward?.net[unit], activation != .softmax else {
      return Explanation(lines: [.remark("softmax has a derivative with respect to every net input of its layer")])
    }
    var explanation = Explanation(lines: try equation(.unit(unit, .derivative)))
    let slope = FiniteDifference.slope(around: net) { FusedDouble.activate(activation, $0) }
    let name = Expression.name(text(.unit(unit, .derivative)))
    explanation.lines.append(compare(name, exact.backward?.derivative[unit] ?? .nan, slope))
    return explanation
  }

  private func explainLoss() throws(Fault) -> Explanation {
    var rule = try chainRule(.whole(.loss))
    var explanation = Explanation(lines: try forwardLines(to: Array(topology.outputUnits), withOutOfLast: true))
    explanation.lines += try equation(.whole(.loss))
    for unit in topology.outputUnits { _ = rule.loss(byOut: unit) }
    let writer = writer(rule)
    explanation.lines += try factors(rule, writer)
    guard let difference else { return explanation }
    for unit in topology.outputUnits {
      let slope = difference.slope(at: .out(unit), around: (exact.forward?.out[unit]).orZero)
      let name = rule.partial(rule.top, text(.unit(unit, .out)))
      let value = writer.value(of: name.description) ?? 0 - (exact.backward?.error[unit]).orZero
      explanation.lines.append(compare(name, value, slope))
    }
    return explanation
  }

  // MARK: Forward

  /// net and out of the units and of all units that feed them, in order; if these are many, only of the units.
  private func forwardLines(to units: [Int], withOutOfLast: Bool) throws(Fault) -> [Explanation.Line] {
    var needed = Set(units)
    for unit in stride(from: topology.unitCount - 1, through: topology.inputCount, by: -1) where needed.contains(unit) {
      for link in topology.sources(of: unit) { needed.insert(link.unit) }
    }
    var order = needed.filter { $0 >= topology.inputCount }.sorted()
    if order.count > 64 { order = units }
    var lines: [Explanation.Line] = []
    for unit in order {
      lines += try equation(.unit(unit, .net))
      if withOutOfLast || !units.contains(unit) { lines += try equation(.unit(unit, .out)) }
    }
    return lines
  }
}

extension StepRule {
  /// Significant digits of results, and the maximum for substituted numbers: a single-precision number has up to 9
  /// digits, of which 6 are reliable.
  func lineDigits(_ digits: Int) -> ClosedRange<Int> {
    self.precision == .single ? min(digits, 6)...max(min(digits, 6), 9) : digits...max(digits, 17)
  }
}

extension Double? {
  fileprivate var orZero: Double { self ?? 0 }
}
