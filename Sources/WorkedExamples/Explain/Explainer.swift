import Expressions
import NeuralNetwork

/// Explains quantities of one state, in the arithmetic of its passes.
package struct Explainer {
  let state: NetworkState
  let names: Names
  private let resolved: ResolvedNames
  /// The record without conventions that do not follow the chain rule.
  let exact: NetworkState
  /// Significant digits of results, and the maximum for substituted numbers.
  let digits: ClosedRange<Int>
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

  var topology: Topology { state.network.topology }
  func text(_ quantity: Quantity) -> String { resolved.distinctName(quantity) }

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

  func chainRule(_ quantity: Quantity) throws(Fault) -> ChainRule {
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

  var difference: FiniteDifference? {
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

  func writer(_ values: [String: Double], _ quantities: [String: Quantity]) -> any EquationWriter {
    guard state.hand.isOn else {
      return DoubleEquationWriter(
        values, names: names, digits: digits, callee: state.network.callees(state.rule))
    }
    let decimals = quantities.compactMapValues { exact.decimal($0) }
    return HandEquationWriter(decimals, hand, other: .exact, topology, functions: functions, names: names)
  }

  func writer(_ rule: ChainRule) -> any EquationWriter { writer(rule.values, rule.quantities) }

  /// The equation of each factor of a chain, in order of first use.
  func factors(_ rule: ChainRule, _ writer: any EquationWriter) throws(Fault) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    for factor in rule.factors {
      let record = rule.values[factor.name.description]
      lines.append(try writer.equation(factor.name, factor.formula, record: record, as: factor.quantity))
    }
    return lines
  }

  /// ∂E/∂b by the chain rule: its line, unless it is one factor, and those of its factors.
  struct Chain {
    let name: Expression
    let value: Double
    let lines: [Explanation.Line]
    let writer: any EquationWriter
  }

  func chain(by b: Quantity, of quantity: Quantity) throws(Fault) -> Chain {
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
  func equation(_ quantity: Quantity) throws(Fault) -> [Explanation.Line] {
    guard let derivation = Derivations(exact).derivation(of: quantity) else { return [] }
    return try equation(quantity, derivation)
  }

  func equation(_ quantity: Quantity, _ derivation: Derivation) throws(Fault) -> [Explanation.Line] {
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

  func compare(_ name: Expression, _ value: Double, _ slope: Double) -> Explanation.Line {
    .comparison(name, value, slope, digits: digits.lowerBound)
  }

  /// Whether a recorded value is that of the chain rule, apart from rounding.
  func agree(_ recorded: Double, _ value: Double) -> Bool {
    let tolerance = state.rule.precision == .single ? 1e-5 : 1e-12
    return (recorded - value).magnitude <= tolerance * max(value.magnitude, 1e-3)
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
  var orZero: Double { self ?? 0 }
}
