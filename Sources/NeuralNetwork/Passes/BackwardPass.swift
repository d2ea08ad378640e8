import Kernels

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

extension BackwardPass {
  /// Without any results yet, in the memory of an earlier pass.
  fileprivate mutating func begin(_ network: Network, _ rule: StepRule) {
    let units = network.topology.unitCount
    error.reset(units)
    derivative.reset(units)
    delta.reset(units)
    direction.reset(network.values.count)
    self.rule = rule
    seed = nil
  }

  /// Nothing, whose memory a pass can use.
  package static func empty(_ rule: StepRule) -> BackwardPass {
    BackwardPass(target: [], loss: 0, error: [], derivative: [], delta: [], direction: [], rule: rule)
  }
}

extension Network {
  /// Backpropagation (Rumelhart, Hinton, Williams 1986) with δ = −∂E/∂net.
  ///
  /// - Parameter target: one number per output.
  package func backward(_ pass: ForwardPass, target: [Double], _ rule: StepRule = StepRule()) -> BackwardPass {
    var back = BackwardPass.empty(rule)
    backward(pass, target: target, rule, into: &back)
    return back
  }

  /// As above, in the memory of an earlier pass.
  package func backward(_ pass: ForwardPass, target: [Double], _ rule: StepRule, into back: inout BackwardPass) {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): backward(pass, target: target, rule, into: &back, in: TextbookDouble.self)
    case (.textbook, .single): backward(pass, target: target, rule, into: &back, in: TextbookSingle.self)
    case (.fused, .double): backward(pass, target: target, rule, into: &back, in: FusedDouble.self)
    case (.fused, .single): backward(pass, target: target, rule, into: &back, in: FusedSingle.self)
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

  private func backward<A: Arithmetic>(
    _ pass: ForwardPass, from seed: Int, _ rule: StepRule, in _: A.Type
  ) -> BackwardPass {
    var back = BackwardPass.empty(rule)
    back.begin(self, rule)
    back.loss = pass.out[seed]
    back.seed = seed
    let first = topology.layer(of: seed)
    withBackpropagation(pass, rule, &back, in: A.self) { step in
      for layer in stride(from: first, through: 1, by: -1) {
        let units = step.flat.layers[layer]
        for unit in units {
          step.propagate(layer == first ? (unit == seed ? -1 : 0) : step.sentBack(to: unit), to: unit)
        }
        if layer == topology.outputLayer, topology.activations[units.lowerBound] == .softmax {
          // δ_j = out_j · (e_j − Σ e·out), where only the unit's e = −1 is not 0.
          for unit in units {
            let own: A.Number = unit == seed ? -1 : 0
            step.delta[unit] = Double(A.Number(step.out[unit]) * (own + A.Number(step.out[seed])))
          }
        }
        for unit in units { step.findDirections(unit) }
      }
    }
    return back
  }

  private func backward<A: Arithmetic>(
    _ pass: ForwardPass, target: [Double], _ rule: StepRule, into back: inout BackwardPass, in _: A.Type
  ) {
    back.begin(self, rule)
    back.target = target
    back.loss = loss(pass, target: target, rule.loss, in: A.self)
    withBackpropagation(pass, rule, &back, in: A.self) { step in
      let outputLayer = step.flat.layers.count - 1
      for layer in stride(from: outputLayer, through: 1, by: -1) {
        let units = step.flat.layers[layer]
        let first = units.lowerBound
        for unit in units {
          let error =
            layer == outputLayer
            ? step.formulas.outputError(A.Number(target[unit - first]), A.Number(step.out[unit]))
            : step.sentBack(to: unit)
          step.propagate(error, to: unit)
        }
        if layer == outputLayer {
          step.formulas.outputDeltas(
            units.count, isSoftmax: step.flat.kinds[first] == nn_activation_softmax,
            target: { A.Number(target[$0]) }, out: { A.Number(step.out[first + $0]) },
            net: { A.Number(step.net[first + $0]) }, set: { step.delta[first + $0] = Double($1) })
        }
        for unit in units { step.findDirections(unit) }
      }
    }
  }

  /// Runs `body` on the buffers of a forward pass and of the backward pass that is being computed from it.
  @inline(__always)
  private func withBackpropagation<A: Arithmetic>(
    _ pass: ForwardPass, _ rule: StepRule, _ back: inout BackwardPass, in _: A.Type,
    _ body: (borrowing Backpropagation<A>) -> Void
  ) {
    let (formulas, flat) = (StepFormulas<A>(rule, topology), topology.flat)
    pass.net.withUnsafeBufferPointer { net in
      pass.out.withUnsafeBufferPointer { out in
        values.withUnsafeBufferPointer { values in
          back.error.withUnsafeMutableBufferPointer { error in
            back.derivative.withUnsafeMutableBufferPointer { derivative in
              back.delta.withUnsafeMutableBufferPointer { delta in
                back.direction.withUnsafeMutableBufferPointer { direction in
                  body(
                    Backpropagation(
                      formulas: formulas, flat: flat, rate: A.Number(rule.rate),
                      frozen: rule.conventions.update == .inOrder ? frozen : nil, net: net, out: out, values: values,
                      error: error, derivative: derivative, delta: delta, direction: direction))
                }
              }
            }
          }
        }
      }
    }
  }
}

/// A backward pass while it is computed: the buffers it reads and writes.
private struct Backpropagation<A: Arithmetic> {
  let formulas: StepFormulas<A>
  let flat: FlatTopology
  let rate: A.Number
  /// Under `in-order`: the parameters that this sample's update will not change.
  let frozen: Set<Int>?
  let net: UnsafeBufferPointer<Double>
  let out: UnsafeBufferPointer<Double>
  let values: UnsafeBufferPointer<Double>
  let error: UnsafeMutableBufferPointer<Double>
  let derivative: UnsafeMutableBufferPointer<Double>
  let delta: UnsafeMutableBufferPointer<Double>
  let direction: UnsafeMutableBufferPointer<Double>

  /// The derivative and the delta of a unit from its error.
  @inline(__always)
  func propagate(_ error: A.Number, to unit: Int) {
    self.error[unit] = Double(error)
    let (net, out) = (A.Number(net[unit]), A.Number(out[unit]))
    if flat.hasCustom, let custom = flat.custom[unit] {
      let slope = { (net: A.Number, out: A.Number) in A.derivative(custom, net, out) }
      return propagate(
        error, to: unit, net, out, value: { A.activate(custom, $0) }, slope: slope,
        factored: { A.factored(error, custom, $0, $1) })
    }
    let kind = flat.kinds[unit]
    propagate(
      error, to: unit, net, out, value: { A.activate(kind: kind, $0) }, slope: { A.derivative(kind: kind, $0, $1) },
      factored: { A.factored(error, kind: kind, $0, $1) })
  }

  @inline(__always)
  private func propagate(
    _ error: A.Number, to unit: Int, _ net: A.Number, _ out: A.Number, value: (A.Number) -> A.Number,
    slope: (A.Number, A.Number) -> A.Number, factored: (A.Number, A.Number) -> A.Number
  ) {
    derivative[unit] = Double(formulas.derivative(net: net, out: out, value: value, slope: slope))
    delta[unit] = Double(
      formulas.delta(error, net: net, out: out, value: value, slope: slope, factored: factored))
  }

  /// The error of a hidden unit; under `in-order` over the weights as this sample's update will change them.
  @inline(__always)
  func sentBack(to unit: Int) -> A.Number {
    let row = flat.outgoing[unit]
    let sent = formulas.conventions.sentBack == .error ? error : delta
    return formulas.sentBack(from: row.count) { index in
      let (target, parameter) = flat.connection(row, index)
      var weight = A.Number(values[parameter])
      if let frozen, !frozen.contains(parameter) {
        weight = formulas.stepped(weight, rate: rate, delta: A.Number(delta[target]), out: A.Number(out[unit]))
      }
      return (weight, A.Number(sent[target]))
    }
  }

  /// −∂E/∂w of the parameters into a unit whose delta is known.
  @inline(__always)
  func findDirections(_ unit: Int) {
    let delta = A.Number(delta[unit])
    let row = flat.incoming[unit]
    for index in 0..<row.count {
      let (source, parameter) = flat.connection(row, index)
      direction[parameter] = Double(A.Number(out[source]) * delta)
    }
    let bias = flat.bias[unit]
    if bias >= 0 { direction[bias] = Double(formulas.signed(delta)) }
  }
}
