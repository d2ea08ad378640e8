import NeuralNetwork

extension OptimizerState {
  /// What the optimizer keeps for a parameter, in the sign of its formulas; nil for another part.
  package func value(_ part: ParameterPart, of parameter: Int, _ optimizer: Optimizer) -> Double? {
    guard let name = part.optimizerState?.name, let states = optimizer.formulas?.state,
      let index = states.firstIndex(where: { $0.name == name })
    else { return nil }
    let numbers = index == 0 ? first : second
    guard numbers.indices.contains(parameter) else { return nil }
    let value = numbers[parameter]
    return states[index].isNegated && value != 0 ? -value : value
  }

  /// Sets what the optimizer keeps for a parameter, in the sign of its formulas.
  mutating func set(_ part: ParameterPart, of parameter: Int, to value: Double, _ optimizer: Optimizer) {
    guard let name = part.optimizerState?.name, let states = optimizer.formulas?.state,
      let index = states.firstIndex(where: { $0.name == name })
    else { return }
    let own = states[index].isNegated && value != 0 ? -value : value
    if index == 0, first.indices.contains(parameter) { first[parameter] = own }
    if index == 1, second.indices.contains(parameter) { second[parameter] = own }
  }
}

extension UpdateRecord {
  /// What the optimizer keeps for a parameter, after the update or before it.
  func value(_ part: ParameterPart, of parameter: Int) -> Double? {
    let state = part.optimizerState?.isOld == true ? stateBefore : state
    return state.value(part, of: parameter, rule.optimizer)
  }
}
