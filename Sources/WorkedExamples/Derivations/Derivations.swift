import Expressions
import NeuralNetwork

/// The derivations of a step for one network, in the form of its conventions.
package struct Derivations: Sendable {
  package let network: Network
  /// The settings of the forward pass.
  private let forwardRule: StepRule
  /// The settings of the backward pass and the update.
  private let rule: StepRule
  package let names: QuantityNames
  /// Whether derivatives have lines of their own, so that deltas refer to them by name.
  package let namesDerivatives: Bool

  var topology: Topology { network.topology }
  var conventions: Conventions { rule.conventions }
  var loss: Loss { rule.loss }
  var learning: LearningRule { rule.learning }
  var flatSpot: Double { rule.flatSpot }

  /// The derivations of the recorded step.
  package init(_ state: NetworkState, namesDerivatives: Bool = false) {
    self.init(
      state.network, state.backwardRule, forward: state.forward?.rule, namesDerivatives: namesDerivatives)
  }

  /// The derivations of a step with the given settings.
  init(_ network: Network, _ rule: StepRule, forward: StepRule? = nil, namesDerivatives: Bool) {
    self.network = network
    self.rule = rule
    forwardRule = forward ?? rule
    names = QuantityNames(network.topology)
    self.namesDerivatives = namesDerivatives
  }

  func name(_ quantity: Quantity) -> Expression { Expression(.name(names.name(quantity))) }
  func out(_ unit: Int) -> Expression { name(.unit(unit, .out)) }
  func target(_ unit: Int) -> Expression { name(.unit(unit, .target)) }
  func weight(_ parameter: Int, _ part: ParameterPart = .value) -> Expression { name(.parameter(parameter, part)) }

  /// The derivation of a quantity; nil for one that a step does not compute from others.
  ///
  /// For the new value of a parameter see `update(of:samples:plainDescent:)`.
  package func derivation(of quantity: Quantity) -> Derivation? {
    switch quantity {
    case .unit(let unit, _) where unit < topology.inputCount: nil
    case .unit(let unit, .net): net(of: unit)
    case .unit(let unit, .out): output(of: unit)
    case .unit(let unit, .error): Derivation(quantity, errorFormula(of: unit))
    case .unit(let unit, .derivative): Derivation(quantity, derivativeFormula(of: unit))
    case .unit(let unit, .delta): delta(of: unit)
    case .unit(_, .target): nil
    case .whole(.loss): Derivation(quantity, lossFormula)
    case .parameter(let parameter, .gradient): Derivation(quantity, gradient(parameter))
    default: nil
    }
  }

  package func net(of unit: Int) -> Derivation {
    let products = topology.sources(of: unit).map { out($0.unit) * weight($0.parameter) }
    guard let bias = topology.bias(of: unit).map({ weight($0) }) else {
      return Derivation(.unit(unit, .net), sum(products) ?? .number(0))
    }
    let formula: Expression
    switch (forwardRule.conventions.biasPosition, forwardRule.conventions.biasSign) {
    case (.last, .plus): formula = sum(products).map { $0 + bias } ?? bias
    case (.last, .threshold): formula = sum(products).map { $0 - bias } ?? -bias
    case (.first, .plus): formula = sum([bias] + products) ?? bias
    case (.first, .threshold): formula = sum([-bias] + products) ?? -bias
    }
    return Derivation(.unit(unit, .net), formula)
  }

  package func output(of unit: Int) -> Derivation {
    let net = name(.unit(unit, .net))
    let activation = topology.activations[unit]
    guard activation == .softmax else {
      return Derivation(.unit(unit, .out), activation.call(net))
    }
    let layer = topology.units(of: topology.layer(of: unit)).filter { topology.activations[$0] == .softmax }
    let exponentials = layer.map { Expression.call("exp", name(.unit($0, .net))) }
    return Derivation(.unit(unit, .out), .call("exp", net) / (sum(exponentials) ?? .number(1)))
  }

  /// The sum from left to right, as the engine adds.
  func sum(_ terms: [Expression]) -> Expression? {
    terms.first.map { terms.dropFirst().reduce($0) { $0 + $1 } }
  }

  /// From the output layer back; within a layer unit by unit, the weights in source order, then the bias.
  package var parametersInUpdateOrder: [Int] {
    stride(from: topology.outputLayer, through: 1, by: -1).flatMap { layer in
      topology.units(of: layer).flatMap(parameters(into:))
    }
  }

  /// The weights into a unit in source order, then its bias.
  package func parameters(into unit: Int) -> [Int] {
    topology.sources(of: unit).map(\.parameter) + (topology.bias(of: unit).map { [$0] } ?? [])
  }
}
