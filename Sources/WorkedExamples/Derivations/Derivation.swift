import Expressions
import NeuralNetwork

/// How one quantity comes from others: `h1.net` and `i1 * w1 + i2 * w5`. The result is read from the engine's record.
package struct Derivation: Sendable {
  package var quantity: Quantity
  /// Over the names of `QuantityNames`.
  package var formula: Expression
}

/// The derivations of a step for one network, in the form its conventions give them.
package struct Derivations: Sendable {
  package let network: Network
  package let conventions: Conventions
  package let loss: Loss
  package let names: QuantityNames
  package let flatSpot: Double

  private var topology: Topology { network.topology }

  package init(_ state: NetworkState, flatSpot: Double = 0) {
    network = state.network
    conventions = state.conventions
    loss = state.loss
    names = QuantityNames(state.network.topology)
    self.flatSpot = flatSpot
  }

  func name(_ quantity: Quantity) -> Expression { Expression(.name(names.name(quantity))) }
  func out(_ unit: Int) -> Expression { name(.unit(unit, .out)) }
  func target(_ unit: Int) -> Expression { name(.unit(unit, .target)) }
  func weight(_ parameter: Int, _ part: ParameterPart = .value) -> Expression { name(.parameter(parameter, part)) }

  /// net and out of every unit behind the inputs, unit by unit.
  package var forward: [Derivation] {
    (topology.inputCount..<topology.unitCount).flatMap { [net(of: $0), output(of: $0)] }
  }

  /// Loss; then layer by layer from the outputs error and delta of each unit; then every gradient.
  package var backward: [Derivation] {
    var list = [Derivation(quantity: .whole(.loss), formula: lossFormula)]
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      for unit in topology.units(of: layer) {
        list.append(Derivation(quantity: .unit(unit, .error), formula: errorFormula(of: unit)))
        list.append(Derivation(quantity: .unit(unit, .delta), formula: deltaFormula(of: unit)))
      }
    }
    return list + parametersInUpdateOrder.map { Derivation(quantity: .parameter($0, .gradient), formula: gradient($0)) }
  }

  /// From the output layer back; in a layer unit by unit, the weights in source order, then the bias.
  package var parametersInUpdateOrder: [Int] {
    stride(from: topology.outputLayer, through: 1, by: -1).flatMap { layer in
      topology.units(of: layer).flatMap { unit in
        topology.sources(of: unit).map(\.parameter) + (topology.bias(of: unit).map { [$0] } ?? [])
      }
    }
  }

  /// The new value of every parameter that is not frozen.
  package func update(_ record: UpdateRecord, plainDescent: Bool) -> [Derivation] {
    parametersInUpdateOrder.filter { !network.frozen.contains($0) }.map { parameter in
      Derivation(
        quantity: .parameter(parameter, .new), formula: updateFormula(parameter, record, plainDescent: plainDescent))
    }
  }

  package func net(of unit: Int) -> Derivation {
    let products = topology.sources(of: unit).map { out($0.unit) * weight($0.parameter) }
    guard let bias = topology.bias(of: unit).map({ weight($0) }) else {
      return Derivation(quantity: .unit(unit, .net), formula: sum(products) ?? .number(0))
    }
    let formula: Expression
    switch (conventions.biasPlace, conventions.biasSign) {
    case (.last, .plus): formula = sum(products).map { $0 + bias } ?? bias
    case (.last, .threshold): formula = sum(products).map { $0 - bias } ?? -bias
    case (.first, .plus): formula = sum([bias] + products) ?? bias
    case (.first, .threshold): formula = sum([-bias] + products) ?? -bias
    }
    return Derivation(quantity: .unit(unit, .net), formula: formula)
  }

  package func output(of unit: Int) -> Derivation {
    let net = name(.unit(unit, .net))
    let activation = topology.activations[unit]
    var formula = Expression.call(activation.name, net)
    if activation == .softmax {
      let layer = topology.units(of: topology.layer(of: unit)).filter { topology.activations[$0] == .softmax }
      let exponentials = layer.map { Expression.call("exp", name(.unit($0, .net))) }
      formula = .call("exp", net) / (sum(exponentials) ?? .number(1))
    }
    return Derivation(quantity: .unit(unit, .out), formula: formula)
  }

  /// Left to right, as the engine adds.
  func sum(_ terms: [Expression]) -> Expression? {
    terms.first.map { terms.dropFirst().reduce($0) { $0 + $1 } }
  }
}
