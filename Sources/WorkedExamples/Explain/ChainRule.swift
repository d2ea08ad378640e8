import Expressions
import NeuralNetwork

/// A product or sum of partial derivatives, with a formula for each: `∂E/∂o1.out * ∂o1.out/∂o1.net`.
///
/// Rumelhart, Hinton, Williams 1986: ∂E/∂out_j = Σ_k ∂E/∂net_k · ∂net_k/∂out_j, ∂E/∂net_j = ∂E/∂out_j · ∂out_j/∂net_j.
struct ChainRule {
  /// A partial derivative in a chain, with its formula.
  struct Factor {
    var name: Expression
    var formula: Expression
    /// The quantity by whose rule hand arithmetic cuts it.
    var quantity: Quantity?
  }

  let state: NetworkState
  let names: ResolvedNames
  private(set) var factors: [Factor] = []
  /// The values of the names in formulas.
  private(set) var values: [String: Double] = [:]
  /// The quantities among these names.
  private(set) var quantities: [String: Quantity] = [:]
  private var sizes: [Int: Int] = [:]

  /// Longer chains refer to ∂E/∂net of the next units by name, as the recursion does.
  private static let maxFactors = 24

  private var topology: Topology { state.network.topology }
  /// What is differentiated: E, or a unit's output.
  var top: String { back.seed.map { text(.unit($0, .out)) } ?? "E" }
  private var back: BackwardPass
  private let weights: [Double]

  /// Nil before a backward pass.
  init?(_ state: NetworkState, _ names: ResolvedNames) {
    guard let back = state.backward, state.forward != nil, let weights = state.forwardValues else { return nil }
    self.state = state
    self.names = names
    self.back = back
    self.weights = weights
  }

  // MARK: The recursion

  /// The chain for ∂E/∂b, and the quantity by whose rule hand arithmetic cuts its value; nil for what has none.
  mutating func loss(by b: Quantity) -> (chain: Expression, quantity: Quantity)? {
    switch b {
    case .parameter(let parameter, .value):
      let target = topology.role(of: parameter).target
      return (loss(byNet: target) * derivative(ofNetBy: parameter), .parameter(parameter, .gradient))
    case .unit(let unit, .out): return (loss(byOut: unit), .unit(unit, .error))
    case .unit(let unit, .net) where unit >= topology.inputCount: return (loss(byNet: unit), .unit(unit, .delta))
    default: return nil
    }
  }

  /// ∂E/∂out of a unit.
  mutating func loss(byOut unit: Int) -> Expression {
    if let seed = back.seed {
      if unit == seed { return .number(1) }
      if topology.layer(of: unit) >= topology.layer(of: seed) { return .number(0) }
    } else if topology.outputUnits.contains(unit) {
      return factor(nil, .unit(unit, .out), lossFormula(byOut: unit), as: .unit(unit, .error))
    }
    var sum: Expression?
    for link in topology.targets(of: unit) where reaches(link.unit) {
      let term = named(link.unit) * derivative(ofNet: link.unit, by: unit, link.parameter)
      sum = sum.map { $0 + term } ?? term
    }
    return sum ?? .number(0)
  }

  /// ∂E/∂net of a unit; in one step if cross-entropy cancels the derivative of the activation.
  mutating func loss(byNet unit: Int) -> Expression {
    if back.seed == unit, topology.activations[unit] != .softmax { return derivative(ofOut: unit) }
    if back.seed == nil, topology.outputUnits.contains(unit),
      topology.deltaIsDifference(under: state.backwardRule.loss),
      topology.activations[unit] == .softmax || back.derivative[unit] == 0
    {
      let formula = quantity(.unit(unit, .out)) - quantity(.unit(unit, .target))
      return factor(nil, .unit(unit, .net), formula, as: .unit(unit, .delta))
    }
    guard topology.activations[unit] == .softmax else {
      return loss(byOut: unit) * derivative(ofOut: unit)
    }
    if let seed = back.seed { return derivative(ofSoftmax: seed, byNetOf: unit) }
    var sum: Expression?
    for output in topology.outputUnits {
      let term = loss(byOut: output) * derivative(ofSoftmax: output, byNetOf: unit)
      sum = sum.map { $0 + term } ?? term
    }
    return sum ?? .number(0)
  }

  /// Whether what is differentiated depends on the unit.
  private func reaches(_ unit: Int) -> Bool {
    guard let seed = back.seed else { return true }
    if topology.activations[seed] == .softmax, topology.outputUnits.contains(unit) { return true }
    return unit == seed || topology.layer(of: unit) < topology.layer(of: seed)
  }

  /// ∂E/∂net as part of a longer chain: written out if short, otherwise by name.
  private mutating func named(_ unit: Int) -> Expression {
    guard size(unit) > ChainRule.maxFactors else { return loss(byNet: unit) }
    let name = partial(top, text(.unit(unit, .net)))
    if values[name.description] == nil {
      values[name.description] = slope(of: nil, by: .unit(unit, .net))
      let formula = loss(byNet: unit)
      factors.append(Factor(name: name, formula: formula, quantity: .unit(unit, .delta)))
    }
    return name
  }

  /// The number of factors in the chain for a unit's net input when written out.
  private mutating func size(_ unit: Int) -> Int {
    if let known = sizes[unit] { return known }
    if unit == back.seed { return 1 }
    if topology.outputUnits.contains(unit), topology.deltaIsDifference(under: state.backwardRule.loss) { return 1 }
    var size = topology.activations[unit] == .softmax ? 2 * topology.outputCount : 2
    if !topology.outputUnits.contains(unit) {
      size = topology.targets(of: unit).reduce(1) { sum, link in
        let inner = self.size(link.unit)
        return sum + 1 + (inner > ChainRule.maxFactors ? 1 : inner)
      }
    }
    sizes[unit] = size
    return size
  }

  // MARK: Factors

  /// A factor: E is `nil`.
  private mutating func factor(
    _ a: Quantity?, _ b: Quantity, _ formula: Expression, as quantity: Quantity? = nil
  ) -> Expression {
    let name = partial(a.map(text) ?? top, text(b))
    if values[name.description] == nil {
      values[name.description] = slope(of: a, by: b) ?? .nan
      factors.append(Factor(name: name, formula: formula, quantity: quantity))
    }
    return name
  }

  private mutating func derivative(ofOut unit: Int) -> Expression {
    let net = quantity(.unit(unit, .net))
    return factor(
      .unit(unit, .out), .unit(unit, .net), topology.activations[unit].call(net, member: UnitPart.derivative.rawValue),
      as: .unit(unit, .derivative))
  }

  /// ∂out_j/∂net_k: out_j · (1 − out_j) for j = k, otherwise −out_j · out_k.
  private mutating func derivative(ofSoftmax output: Int, byNetOf unit: Int) -> Expression {
    let out = quantity(.unit(output, .out))
    let other = quantity(.unit(unit, .out))
    return factor(
      .unit(output, .out), .unit(unit, .net), output == unit ? out * (.number(1) - out) : -out * other,
      as: .unit(unit, .derivative))
  }

  private mutating func derivative(ofNet unit: Int, by source: Int, _ parameter: Int) -> Expression {
    let weight = quantity(state.inPass(.parameter(parameter, .value)))
    return factor(.unit(unit, .net), .unit(source, .out), weight)
  }

  private mutating func derivative(ofNetBy parameter: Int) -> Expression {
    let formula =
      switch topology.role(of: parameter) {
      case .weight(let source, _): quantity(.unit(source, .out))
      case .bias: Expression.number(biasInput)
      }
    return factor(.unit(topology.role(of: parameter).target, .net), .parameter(parameter, .value), formula)
  }

  private mutating func lossFormula(byOut unit: Int) -> Expression {
    let target = quantity(.unit(unit, .target))
    let out = quantity(.unit(unit, .out))
    // If the output equals its target of 0 or 1, a term of the formula may be 0 / 0.
    let value = back.error[unit].isFinite ? state.forward?.out[unit] : nil
    return topology.form(of: state.backwardRule.loss).chainSlope(target, out, at: value, outputs: topology.outputCount)
  }

  // MARK: Values

  /// The value of ∂a/∂b in the last step, where a is E if it is nil; nil unless chains have such a factor.
  func slope(of a: Quantity?, by b: Quantity) -> Double? {
    switch (a, b) {
    case (.unit(let out, .out)?, .unit(let net, .net)) where topology.activations[out] == .softmax:
      guard topology.layer(of: out) == topology.layer(of: net), let outs = state.forward?.out else { return nil }
      return out == net ? outs[out] * (1 - outs[out]) : -(outs[out] * outs[net])
    case (.unit(let out, .out)?, .unit(let net, .net)) where out == net: return back.derivative[out]
    case (.unit(let net, .net)?, .unit(let source, .out)):
      return topology.targets(of: source).first { $0.unit == net }.map { weights[$0.parameter] }
    case (.unit(let net, .net)?, .parameter(let parameter, .value)):
      let role = topology.role(of: parameter)
      guard role.target == net else { return nil }
      if case .weight(let source, _) = role { return state.forward?.out[source] }
      return biasInput
    case (nil, _): return slope(by: b)
    case (.unit(let unit, .out)?, _): return unit == back.seed ? slope(by: b) : nil
    default: return nil
    }
  }

  /// ∂E/∂b.
  private func slope(by b: Quantity) -> Double? {
    switch b {
    case .unit(let unit, .out): return state.value(.unit(unit, .gradient))
    case .unit(let unit, .net) where unit >= topology.inputCount: return 0 - back.delta[unit]
    case .parameter(let parameter, .value):
      let target = topology.role(of: parameter).target
      return slope(of: .unit(target, .net), by: b).map { 0 - back.delta[target] * $0 }
    default: return nil
    }
  }

  /// What a bias is multiplied by.
  private var biasInput: Double { state.backwardRule.conventions.biasSign == .threshold ? -1 : 1 }

  // MARK: Names

  func text(_ quantity: Quantity) -> String { names.distinctName(quantity) }

  func partial(_ a: String, _ b: String) -> Expression { .name("∂\(a)/∂\(b)") }

  /// The name of a quantity, whose value is recorded for the formulas.
  mutating func quantity(_ quantity: Quantity) -> Expression {
    let text = text(quantity)
    quantities[text] = quantity
    if case .parameter(let parameter, _) = quantity {
      values[text] = weights[parameter]
    } else {
      values[text] = state.value(quantity)
    }
    return .name(text)
  }
}
