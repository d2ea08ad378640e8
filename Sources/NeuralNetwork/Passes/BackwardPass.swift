/// The results of backpropagation for one sample; arrays are indexed by unit, with 0 for inputs.
package struct BackwardPass: Sendable, Equatable {
  /// One per output; empty without a loss.
  package var target: [Double]
  /// E: the loss, or the output of `seed`.
  package var loss: Double
  /// The unit whose output is differentiated; nil for the loss.
  package var seed: Int?
  /// −∂E/∂out: from the loss for outputs, Σ weight·delta over the units fed for hidden units.
  package var error: [Double]
  /// g′, as the derivative convention defines it.
  package var derivative: [Double]
  /// error·derivative = −∂E/∂net.
  package var delta: [Double]
  /// −∂E/∂parameter of this sample, by parameter: delta·out for a weight, delta for a bias.
  package var direction: [Double]
  package var rule: StepRule

  package init(
    target: [Double], loss: Double, error: [Double], derivative: [Double], delta: [Double], direction: [Double],
    rule: StepRule
  ) {
    self.target = target
    self.loss = loss
    self.error = error
    self.derivative = derivative
    self.delta = delta
    self.direction = direction
    self.rule = rule
  }
}

extension Network {
  /// Backpropagation (Rumelhart, Hinton, Williams 1986) with δ = −∂E/∂net.
  ///
  /// - Parameter target: one number per output.
  package func backward(_ pass: ForwardPass, target: [Double], _ rule: StepRule = StepRule()) -> BackwardPass {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): backward(pass, target: target, rule, in: TextbookDouble.self)
    case (.textbook, .single): backward(pass, target: target, rule, in: TextbookSingle.self)
    case (.fused, .double): backward(pass, target: target, rule, in: FusedDouble.self)
    case (.fused, .single): backward(pass, target: target, rule, in: FusedSingle.self)
    }
  }

  /// Backpropagation of a unit's output instead of the loss: E = out.
  package func backward(_ pass: ForwardPass, from seed: Int, _ rule: StepRule) -> BackwardPass {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): backward(pass, from: seed, rule, in: TextbookDouble.self)
    case (.textbook, .single): backward(pass, from: seed, rule, in: TextbookSingle.self)
    case (.fused, .double): backward(pass, from: seed, rule, in: FusedDouble.self)
    case (.fused, .single): backward(pass, from: seed, rule, in: FusedSingle.self)
    }
  }

  /// The same kind of backward pass again: from the loss or from the unit.
  package func backward(_ pass: ForwardPass, like back: BackwardPass, _ rule: StepRule) -> BackwardPass {
    if let seed = back.seed { return backward(pass, from: seed, rule) }
    return backward(pass, target: back.target, rule)
  }

  func backward<A: Arithmetic>(_ pass: ForwardPass, from seed: Int, _ rule: StepRule, in _: A.Type) -> BackwardPass {
    let formulas = StepFormulas<A>(rule, topology)
    var back = emptyPass([], loss: pass.out[seed], rule)
    back.seed = seed
    let first = topology.layer(of: seed)
    for layer in stride(from: first, through: 1, by: -1) {
      let units = topology.units(of: layer)
      for unit in units {
        let error =
          layer == first ? (unit == seed ? -1 : 0) : sentBack(to: unit, pass, back, rule, formulas)
        back.error[unit] = Double(error)
        differentiate(unit, pass, error, formulas, &back)
      }
      if layer == topology.outputLayer, topology.activations[units.lowerBound] == .softmax {
        // δ_j = out_j · (e_j − Σ e·out), where only the unit's e = −1 is not 0.
        for unit in units {
          let own: A.Number = unit == seed ? -1 : 0
          back.delta[unit] = Double(A.Number(pass.out[unit]) * (own + A.Number(pass.out[seed])))
        }
      }
      for unit in units { findDirections(unit, pass, formulas, &back) }
    }
    return back
  }

  private func emptyPass(_ target: [Double], loss: Double, _ rule: StepRule) -> BackwardPass {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    return BackwardPass(
      target: target, loss: loss, error: zeros, derivative: zeros, delta: zeros,
      direction: [Double](repeating: 0, count: values.count), rule: rule)
  }

  func backward<A: Arithmetic>(
    _ pass: ForwardPass, target: [Double], _ rule: StepRule, in _: A.Type
  ) -> BackwardPass {
    let formulas = StepFormulas<A>(rule, topology)
    var back = emptyPass(target, loss: loss(pass, target: target, rule.loss, in: A.self), rule)
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      let units = topology.units(of: layer)
      for unit in units {
        let error =
          layer == topology.outputLayer
          ? formulas.outputError(A.Number(target[unit - units.lowerBound]), A.Number(pass.out[unit]))
          : sentBack(to: unit, pass, back, rule, formulas)
        back.error[unit] = Double(error)
        differentiate(unit, pass, error, formulas, &back)
      }
      if layer == topology.outputLayer {
        let isSoftmax = topology.activations[units.lowerBound] == .softmax
        formulas.outputDeltas(
          units.count, isSoftmax: isSoftmax, target: { A.Number(target[$0]) },
          out: { A.Number(pass.out[units.lowerBound + $0]) },
          net: { A.Number(pass.net[units.lowerBound + $0]) },
          set: { back.delta[units.lowerBound + $0] = Double($1) })
      }
      for unit in units { findDirections(unit, pass, formulas, &back) }
    }
    return back
  }

  /// The derivative and the delta of a unit whose error is known.
  private func differentiate<A: Arithmetic>(
    _ unit: Int, _ pass: ForwardPass, _ error: A.Number, _ formulas: StepFormulas<A>, _ back: inout BackwardPass
  ) {
    let (activation, net, out) = (topology.activations[unit], A.Number(pass.net[unit]), A.Number(pass.out[unit]))
    let value = { (net: A.Number) in A.activate(activation, net) }
    let slope = { (net: A.Number, out: A.Number) in A.derivative(activation, net, out) }
    back.derivative[unit] = Double(formulas.derivative(net: net, out: out, value: value, slope: slope))
    back.delta[unit] = Double(
      formulas.delta(
        error, net: net, out: out, value: value, slope: slope,
        factored: { net, out in A.factored(error, activation, net, out) }))
  }

  /// The error of a hidden unit; under `in-order` over the weights as this sample's update will change them.
  private func sentBack<A: Arithmetic>(
    to unit: Int, _ pass: ForwardPass, _ back: BackwardPass, _ rule: StepRule, _ formulas: StepFormulas<A>
  ) -> A.Number {
    let targets = topology.targets(of: unit)
    let rate = A.Number(rule.rate)
    return formulas.sentBack(from: targets.count) { index in
      let link = targets[index]
      let delta = A.Number(back.delta[link.unit])
      var weight = A.Number(values[link.parameter])
      if rule.conventions.update == .inOrder, !frozen.contains(link.parameter) {
        weight = formulas.stepped(weight, rate: rate, delta: delta, out: A.Number(pass.out[unit]))
      }
      return (weight, rule.conventions.sentBack == .error ? A.Number(back.error[link.unit]) : delta)
    }
  }

  /// −∂E/∂w of the parameters into a unit whose delta is known.
  private func findDirections<A: Arithmetic>(
    _ unit: Int, _ pass: ForwardPass, _ formulas: StepFormulas<A>, _ back: inout BackwardPass
  ) {
    let delta = A.Number(back.delta[unit])
    for link in topology.sources(of: unit) {
      back.direction[link.parameter] = Double(A.Number(pass.out[link.unit]) * delta)
    }
    if let bias = topology.bias(of: unit) { back.direction[bias] = Double(formulas.signed(delta)) }
  }
}
