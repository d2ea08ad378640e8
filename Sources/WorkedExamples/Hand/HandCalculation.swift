import Expressions
import NeuralNetwork

/// Computes a step in decimals, line by line: each result is cut by its rule, and later lines use the cut value.
package struct HandCalculation {
  package internal(set) var state: NetworkState
  let rules: HandArithmetic
  private let functions: [String: FunctionDefinition]
  var derivations: Derivations
  let rule: StepRule

  var topology: Topology { state.network.topology }

  /// - Parameter functions: user-defined functions.
  package init(
    _ state: NetworkState, _ rules: HandArithmetic, _ rule: StepRule, functions: [String: FunctionDefinition],
    namesDerivatives: Bool = false
  ) {
    self.state = state
    self.rules = rules
    self.rule = rule
    self.functions = functions
    derivations = Derivations(state.network, rule, namesDerivatives: namesDerivatives)
  }

  /// Like `NetworkState.runForward`, in decimals. Throws where a function has no value.
  package mutating func forward(_ inputs: [Double]) throws(Fault) {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    state.forward = ForwardPass(net: zeros, out: zeros, rule: rule)
    state.forwardValues = state.network.values
    state.backward = nil
    state.hand.isOn = true
    for (unit, input) in inputs.enumerated() {
      state.forward?.out[unit] = input
      state.hand.decimals[.unit(unit, .out)] = nil
    }
    for layer in 1...topology.outputLayer {
      for unit in topology.units(of: layer) {
        let net = try compute(derivations.net(of: unit))
        state.forward?.net[unit] = net.double
      }
      for unit in topology.units(of: layer) {
        let out = try compute(derivations.output(of: unit))
        state.forward?.out[unit] = out.double
      }
    }
  }

  /// Like `NetworkState.runBackward`, in decimals.
  ///
  /// - Parameter seed: the unit whose output is differentiated instead of the loss.
  package mutating func backward(_ target: [Double], from seed: Int? = nil) throws(Fault) {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    state.backward = BackwardPass(
      target: target, loss: 0, error: zeros, derivative: zeros, delta: zeros,
      direction: [Double](repeating: 0, count: topology.parameterCount), rule: rule)
    state.backward?.seed = seed
    derivations.seed = seed
    state.update = nil
    state.hand.isOn = true
    if let seed {
      state.backward?.loss = state.forward?.out[seed] ?? .nan
    } else {
      let loss = try compute(.whole(.loss)).double
      state.backward?.loss = loss
    }
    let sign: Double = rule.conventions.sign == .gradient ? -1 : 1
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      for unit in topology.units(of: layer) {
        let error = try compute(.unit(unit, .error)).double
        state.backward?.error[unit] = sign * error
      }
      for unit in topology.units(of: layer) {
        if derivations.usesDerivative(unit) {
          let derivative = try compute(.unit(unit, .derivative)).double
          state.backward?.derivative[unit] = derivative
        }
        let delta = try compute(.unit(unit, .delta)).double
        state.backward?.delta[unit] = sign * delta
      }
      try gradients(ofLayer: layer)
    }
    for unit in 0..<topology.unitCount { _ = try compute(.unit(unit, .gradient)) }
    gather()
  }

  private mutating func gradients(ofLayer layer: Int) throws(Fault) {
    for unit in topology.units(of: layer) {
      for parameter in derivations.parameters(into: unit) {
        let gradient = try compute(.parameter(parameter, .gradient))
        state.backward?.direction[parameter] = gradient.isZero ? 0 : -gradient.double
        guard rule.conventions.update == .inOrder, !state.network.frozen.contains(parameter) else { continue }
        // The error of the layer below goes through the weight after this update.
        state.hand.decimals[.parameter(parameter, .old)] = state.decimal(.parameter(parameter, .value))
        _ = try compute(derivations.update(of: parameter, samples: 1, plainDescent: true))
      }
    }
  }

  private mutating func gather() {
    guard let direction = state.backward?.direction else { return }
    var sum = state.gathered ?? GradientSum(parameters: direction.count)
    if state.gathered == nil { state.hand.gradients = [] }
    for index in direction.indices { sum.sums[index] += direction[index] }
    sum.samples += 1
    sum.rule = rule
    state.gathered = sum
    state.keep(direction)
    state.hand.gradients.append(
      direction.indices.map { state.hand.decimals[.parameter($0, .gradient)] ?? BoundedDecimal(0) })
  }

  // MARK: One line

  private mutating func compute(_ quantity: Quantity) throws(Fault) -> BoundedDecimal {
    guard let derivation = derivations.derivation(of: quantity) else { return BoundedDecimal(0) }
    return try compute(derivation)
  }

  mutating func compute(_ derivation: Derivation) throws(Fault) -> BoundedDecimal {
    let (exact, applied) = try evaluation(of: derivation).evaluate(derivation.formula)
    state.hand.applied[derivation.quantity] = applied
    // Exact products keep growing over many updates; 400 digits are more than any line shows.
    let value = rules.rule(for: derivation.quantity, topology).applied(to: exact).rounded(digits: 400)
    state.hand.decimals[derivation.quantity] = value
    return value
  }

  private func evaluation(of derivation: Derivation) -> HandEvaluation {
    let named = NamedFormula(derivation.formula, Names().resolved(topology), Names())
    var evaluation = HandEvaluation(general: rules.general, functions: functions) { [state, rule] name in
      guard let quantity = named.quantity(name) else { return nil }
      if quantity == .whole(.rate), let rate = BoundedDecimal(rule.rate) { return rate }
      // New values of the current update are not in the record yet.
      return state.decimal(quantity) ?? state.hand.decimals[quantity]
    }
    guard let part = derivation.part, let value = state.hand.decimals[part.quantity] else { return evaluation }
    let isCall = if case .call = part.formula.node { true } else { false }
    guard isCall || rules.particularRule(for: part.quantity, topology) != nil else { return evaluation }
    evaluation.part = { $0 == part.formula ? value : nil }
    return evaluation
  }
}
