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
  }

  let state: NetworkState
  let names: ResolvedNames
  private(set) var factors: [Factor] = []
  /// The values of the names in formulas.
  private(set) var values: [String: Double] = [:]
  private var sizes: [Int: Int] = [:]

  /// Longer chains refer to ∂E/∂net of the next units by name, as the recursion does.
  private static let maxFactors = 24

  private var topology: Topology { state.network.topology }
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

  /// ∂E/∂parameter.
  mutating func loss(byParameter parameter: Int) -> (name: Expression, chain: Expression, value: Double) {
    let own = text(.parameter(parameter, .value))
    let target: Int
    let source: Double
    switch topology.role(of: parameter) {
    case .weight(let from, let to): (target, source) = (to, state.forward?.out[from] ?? .nan)
    case .bias(let unit): (target, source) = (unit, state.backwardRule.conventions.biasSign == .threshold ? -1 : 1)
    }
    let chain = loss(byNet: target) * derivative(ofNetBy: parameter)
    return (partial("E", own), chain, 0 - back.delta[target] * source)
  }

  /// ∂E/∂out of a unit.
  mutating func loss(byOut unit: Int) -> Expression {
    if topology.outputUnits.contains(unit) {
      return factor("E", .unit(unit, .out), 0 - back.error[unit], lossFormula(byOut: unit))
    }
    var sum: Expression?
    for link in topology.targets(of: unit) {
      let term = named(link.unit) * derivative(ofNet: link.unit, by: unit, link.parameter)
      sum = sum.map { $0 + term } ?? term
    }
    return sum ?? .number(0)
  }

  /// ∂E/∂net of a unit; in one step if cross-entropy cancels the derivative of the activation.
  mutating func loss(byNet unit: Int) -> Expression {
    if topology.outputUnits.contains(unit), topology.deltaIsDifference(under: state.backwardRule.loss),
      topology.activations[unit] == .softmax || back.derivative[unit] == 0
    {
      let formula = quantity(.unit(unit, .out)) - quantity(.unit(unit, .target))
      return factor("E", .unit(unit, .net), 0 - back.delta[unit], formula)
    }
    guard topology.activations[unit] == .softmax else {
      return loss(byOut: unit) * derivative(ofOut: unit)
    }
    var sum: Expression?
    for output in topology.outputUnits {
      let term = loss(byOut: output) * derivative(ofSoftmax: output, byNetOf: unit)
      sum = sum.map { $0 + term } ?? term
    }
    return sum ?? .number(0)
  }

  /// ∂E/∂net as part of a longer chain: written out if short, otherwise by name.
  private mutating func named(_ unit: Int) -> Expression {
    guard size(unit) > ChainRule.maxFactors else { return loss(byNet: unit) }
    let name = partial("E", text(.unit(unit, .net)))
    if values[name.description] == nil {
      values[name.description] = 0 - back.delta[unit]
      let formula = loss(byNet: unit)
      factors.append(Factor(name: name, formula: formula))
    }
    return name
  }

  /// The number of factors in the chain for a unit's net input when written out.
  private mutating func size(_ unit: Int) -> Int {
    if let known = sizes[unit] { return known }
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

  private mutating func factor(_ a: String, _ b: Quantity, _ value: Double, _ formula: Expression) -> Expression {
    let name = partial(a, text(b))
    if values[name.description] == nil {
      values[name.description] = value
      factors.append(Factor(name: name, formula: formula))
    }
    return name
  }

  private mutating func derivative(ofOut unit: Int) -> Expression {
    let net = quantity(.unit(unit, .net))
    return factor(
      text(.unit(unit, .out)), .unit(unit, .net), back.derivative[unit],
      topology.activations[unit].call(net, member: UnitPart.derivative.rawValue))
  }

  /// ∂out_j/∂net_k: out_j · (1 − out_j) for j = k, otherwise −out_j · out_k.
  private mutating func derivative(ofSoftmax output: Int, byNetOf unit: Int) -> Expression {
    let out = quantity(.unit(output, .out))
    let other = quantity(.unit(unit, .out))
    let a = state.forward?.out[output] ?? .nan
    let b = state.forward?.out[unit] ?? .nan
    let isOwn = output == unit
    return factor(
      text(.unit(output, .out)), .unit(unit, .net), isOwn ? a * (1 - a) : -(a * b),
      isOwn ? out * (.number(1) - out) : -out * other)
  }

  private mutating func derivative(ofNet unit: Int, by source: Int, _ parameter: Int) -> Expression {
    let weight = quantity(.parameter(parameter, state.update == nil ? .value : .old))
    return factor(text(.unit(unit, .net)), .unit(source, .out), weights[parameter], weight)
  }

  private mutating func derivative(ofNetBy parameter: Int) -> Expression {
    let value: Double
    let formula: Expression
    let unit: Int
    switch topology.role(of: parameter) {
    case .weight(let source, let target):
      (value, formula, unit) = (state.forward?.out[source] ?? .nan, quantity(.unit(source, .out)), target)
    case .bias(let target):
      let sign: Double = state.backwardRule.conventions.biasSign == .threshold ? -1 : 1
      (value, formula, unit) = (sign, .number(sign), target)
    }
    return factor(text(.unit(unit, .net)), .parameter(parameter, .value), value, formula)
  }

  private mutating func lossFormula(byOut unit: Int) -> Expression {
    let target = quantity(.unit(unit, .target))
    let out = quantity(.unit(unit, .out))
    // If the output equals its target of 0 or 1, a term of the formula may be 0 / 0.
    let value = back.error[unit].isFinite ? state.forward?.out[unit] : nil
    return topology.form(of: state.backwardRule.loss).chainSlope(target, out, at: value, outputs: topology.outputCount)
  }

  // MARK: Names

  func text(_ quantity: Quantity) -> String { names.name(quantity) }

  func partial(_ a: String, _ b: String) -> Expression { .name("∂\(a)/∂\(b)") }

  /// The name of a quantity, whose value is recorded for the formulas.
  mutating func quantity(_ quantity: Quantity) -> Expression {
    let text = text(quantity)
    if case .parameter(let parameter, _) = quantity {
      values[text] = weights[parameter]
    } else {
      values[text] = state.value(quantity)
    }
    return .name(text)
  }
}
