import NeuralNetwork

extension NetworkState {
  /// The last step without conventions that do not follow the chain rule, in the arithmetic of its passes.
  var followingChainRule: NetworkState {
    guard let forward, let backward, let forwardValues, forwardValues.count == network.values.count else { return self }
    var state = self
    state.changeRules { rule in
      rule.conventions.derivative = .net
      rule.conventions.sentBack = .delta
      rule.conventions.update = .together
      rule.flatSpot = 0
    }
    if state.backwardRule == backward.rule, !hand.isOn { return self }
    var network = network
    network.values = forwardValues
    state.backward = network.backward(forward, like: backward, state.backwardRule)
    return state
  }

  /// The quantity as of the last pass: after an update, an old weight.
  func inPass(_ quantity: Quantity) -> Quantity {
    guard case .parameter(let parameter, .value) = quantity, update != nil, !isForwardFresh else { return quantity }
    return .parameter(parameter, .old)
  }

  /// The value of a quantity in the last pass.
  func valueInPass(_ quantity: Quantity) -> Double? {
    if case .parameter(let parameter, .value) = quantity, let forwardValues { return forwardValues[parameter] }
    return value(quantity)
  }
}
