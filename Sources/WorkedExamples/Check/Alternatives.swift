import NeuralNetwork

// The last step, calculated again with other settings.

extension NetworkState {
  /// The state with each other convention and loss that changes the numbers of a step, one at a time, and the command
  /// that sets it. Only the settings are changed: `recalculated` has the numbers too.
  var alternatives: [(command: String, state: NetworkState)] {
    var list: [(String, NetworkState)] = []
    func add(_ name: String, _ change: (inout StepRule) -> Void) {
      var altered = self
      altered.changeRules(change)
      if altered.rule != rule { list.append((name, altered)) }
    }
    func add<Choice: CaseIterable & RawRepresentable>(_ command: String, _ setting: WritableKeyPath<StepRule, Choice>)
    where Choice.RawValue == String {
      for choice in Choice.allCases { add("\(command) \(choice.rawValue)") { $0[keyPath: setting] = choice } }
    }
    add("convention derivative", \.conventions.derivative)
    add("convention sent-back", \.conventions.sentBack)
    add("convention update", \.conventions.update)
    add("convention batch", \.conventions.batch)
    add("convention bias", \.conventions.biasSign)
    add("convention sign", \.conventions.sign)
    for loss in Loss.all { add("loss \(loss.name)") { $0.loss = loss } }
    for rule in LearningRule.all { add("rule \(rule.name)") { $0.learning = rule } }
    return list
  }

  /// The last step recomputed as automatic differentiation does: unrounded, with the derivative taken at the net input.
  var underChainRule: NetworkState {
    var state = self
    state.changeRules { rule in
      rule.conventions.derivative = .net
      rule.conventions.sentBack = .delta
      rule.conventions.update = .together
      rule.conventions.arithmetic = .fused
      rule.precision = .double
      rule.flatSpot = 0
      rule.learning = .gradient
    }
    return state.recalculated
  }

  /// The passes of the last sample with the settings recorded in them, from the parameters before the update.
  var recalculated: NetworkState {
    var state = self
    guard let forward, let forwardValues, forwardValues.count == network.values.count else { return state }
    var network = network
    network.values = forwardValues
    let pass = network.forward(Array(forward.out[network.topology.inputUnits]), forward.rule)
    state.forward = pass
    guard let backward else { return state }
    let back = network.backward(pass, like: backward, backward.rule)
    state.backward = back
    if update == nil, gathered?.samples == 1 {
      var sum = GradientSum(parameters: network.values.count)
      network.gather(pass, back, backward.rule, into: &sum)
      state.gathered = sum
    }
    return state
  }

  /// `recalculated`, with the update of a single sample too.
  var recalculatedWithUpdate: NetworkState {
    var state = recalculated
    guard let update, update.rule.isPlainDescent, update.samples == 1, let pass = state.forward,
      let back = state.backward
    else { return state }
    var network = network
    network.values = update.old
    var sum = GradientSum(parameters: network.values.count)
    network.gather(pass, back, back.rule, into: &sum)
    var optimizerState = OptimizerState()
    state.update = network.update(sum, update.rule, &optimizerState)
    state.network = network
    return state
  }
}
