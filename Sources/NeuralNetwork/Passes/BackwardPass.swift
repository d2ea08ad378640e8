/// What backpropagation finds for one sample; by unit number, 0 for inputs.
package struct BackwardPass: Sendable, Equatable {
  /// One per output.
  package var target: [Double]
  package var loss: Double
  /// −∂E/∂out: target − out for the half-squared loss; Σ weight·delta over the units fed elsewhere.
  package var error: [Double]
  /// g′ there, in the form of the convention.
  package var derivative: [Double]
  /// error·derivative = −∂E/∂net.
  package var delta: [Double]
  /// −∂E/∂parameter for this sample: delta·out, delta for a bias.
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
  /// Rumelhart, Hinton, Williams 1986, in the signs of δ = −∂E/∂net.
  ///
  /// - Parameter target: one number per output.
  package func backward(_ pass: ForwardPass, target: [Double], _ rule: StepRule = StepRule()) -> BackwardPass {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, _): backward(pass, target: target, rule, in: TextbookDouble.self)
    case (.fused, .double): backward(pass, target: target, rule, in: FusedDouble.self)
    case (.fused, .single): backward(pass, target: target, rule, in: FusedSingle.self)
    }
  }

  func backward<A: Arithmetic>(
    _ pass: ForwardPass, target: [Double], _ rule: StepRule, in _: A.Type
  ) -> BackwardPass {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    var back = BackwardPass(
      target: target, loss: loss(pass, target: target, rule.loss, in: A.self), error: zeros, derivative: zeros,
      delta: zeros, direction: [Double](repeating: 0, count: values.count), rule: rule)
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      for unit in topology.units(of: layer) {
        if layer == topology.outputLayer {
          back.error[unit] = outputError(unit, pass, target, rule.loss, in: A.self)
        } else {
          back.error[unit] = Double(sentBack(to: unit, pass, back, rule, in: A.self))
        }
        back.derivative[unit] = Double(derivative(of: unit, pass, rule, in: A.self))
        back.delta[unit] = Double(
          rule.factorsDelta
            ? factored(A.Number(back.error[unit]), unit, pass, rule, in: A.self)
            : A.Number(back.error[unit]) * A.Number(back.derivative[unit]))
      }
      if layer == topology.outputLayer { outputDeltas(&back, pass, target, rule, in: A.self) }
      for unit in topology.units(of: layer) { gather(unit, pass, &back, rule, in: A.self) }
    }
    return back
  }

  /// Σ over the units fed: weight·delta, in order, or weight·error by convention.
  private func sentBack<A: Arithmetic>(
    to unit: Int, _ pass: ForwardPass, _ back: BackwardPass, _ rule: StepRule, in _: A.Type
  ) -> A.Number {
    var sum: A.Number = 0
    for link in topology.targets(of: unit) {
      var weight = A.Number(values[link.parameter])
      if rule.conventions.update == .inOrder, !frozen.contains(link.parameter) {
        let (rate, delta, out) = (A.Number(rule.rate), A.Number(back.delta[link.unit]), A.Number(pass.out[unit]))
        switch rule.conventions.productInForce {
        case .delta: weight = A.multiplyAdd(rate * delta, out, weight)
        case .out: weight = A.multiplyAdd(rate * out, delta, weight)
        case .gradient: weight = A.multiplyAdd(rate, A.Number(back.direction[link.parameter]), weight)
        }
      }
      let sent = rule.conventions.sentBack == .error ? back.error[link.unit] : back.delta[link.unit]
      sum = A.multiplyAdd(weight, A.Number(sent), sum)
    }
    return sum
  }

  private func derivative<A: Arithmetic>(of unit: Int, _ pass: ForwardPass, _ rule: StepRule, in _: A.Type)
    -> A.Number
  {
    let (net, out) = derivativeArguments(of: unit, pass, rule, in: A.self)
    let derivative = A.derivative(topology.activations[unit], net, out)
    return rule.flatSpot == 0 ? derivative : derivative + A.Number(rule.flatSpot)
  }

  /// error·derivative, factor by factor.
  private func factored<A: Arithmetic>(
    _ error: A.Number, _ unit: Int, _ pass: ForwardPass, _ rule: StepRule, in _: A.Type
  ) -> A.Number {
    let (net, out) = derivativeArguments(of: unit, pass, rule, in: A.self)
    if case .custom(let custom) = topology.activations[unit] {
      return error * A.Number(custom.derivative(Double(net)))
    }
    return A.factored(error, kind: topology.activations[unit].kernelKind, net, out)
  }

  /// The net input and the output that the derivative is taken at.
  private func derivativeArguments<A: Arithmetic>(of unit: Int, _ pass: ForwardPass, _ rule: StepRule, in _: A.Type)
    -> (net: A.Number, out: A.Number)
  {
    let out = A.Number(pass.out[unit])
    guard rule.conventions.derivative == .misapplied else { return (A.Number(pass.net[unit]), out) }
    return (out, A.activate(topology.activations[unit], out))
  }

  /// Where delta is not error·derivative of the same unit: cross-entropy, and softmax under other losses.
  private func outputDeltas<A: Arithmetic>(
    _ back: inout BackwardPass, _ pass: ForwardPass, _ target: [Double], _ rule: StepRule, in _: A.Type
  ) {
    let units = topology.outputUnits
    if topology.deltaIsDifference(under: rule.loss) {
      for (index, unit) in units.enumerated() {
        back.delta[unit] = Double(A.Number(target[index]) - A.Number(pass.out[unit]))
      }
    } else if topology.activations[units.lowerBound] == .softmax {
      var common: A.Number = 0
      for unit in units { common = A.multiplyAdd(A.Number(back.error[unit]), A.Number(pass.out[unit]), common) }
      for unit in units {
        back.delta[unit] = Double(A.Number(pass.out[unit]) * (A.Number(back.error[unit]) - common))
      }
    }
  }

  private func gather<A: Arithmetic>(
    _ unit: Int, _ pass: ForwardPass, _ back: inout BackwardPass, _ rule: StepRule, in _: A.Type
  ) {
    let delta = A.Number(back.delta[unit])
    for link in topology.sources(of: unit) {
      back.direction[link.parameter] = Double(A.Number(pass.out[link.unit]) * delta)
    }
    if let bias = topology.bias(of: unit) {
      back.direction[bias] = rule.conventions.biasSign == .threshold ? -Double(delta) : Double(delta)
    }
  }
}
