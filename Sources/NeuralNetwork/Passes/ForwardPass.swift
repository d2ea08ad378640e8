import Kernels

/// The net input and output of every unit for one sample, by unit; the net input of inputs is 0.
package struct ForwardPass: Sendable, Equatable {
  package var net: [Double]
  package var out: [Double]
  package var rule: StepRule

  package init(net: [Double], out: [Double], rule: StepRule = StepRule()) {
    self.net = net
    self.out = out
    self.rule = rule
  }
}

extension Network {
  /// Computes the net input and output of every unit, layer by layer.
  ///
  /// net_j = Σ w_ij·out_i (+ bias last), out_j = g(net_j); see `Conventions` for variants.
  package func forward(_ inputs: [Double], _ rule: StepRule = StepRule()) -> ForwardPass {
    var pass = ForwardPass(net: [], out: [], rule: rule)
    forward(inputs, rule, into: &pass)
    return pass
  }

  /// As above, in the memory of an earlier pass.
  package func forward(_ inputs: [Double], _ rule: StepRule, into pass: inout ForwardPass) {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): forward(inputs, rule, into: &pass, in: TextbookDouble.self)
    case (.textbook, .single): forward(inputs, rule, into: &pass, in: TextbookSingle.self)
    case (.fused, .double): forward(inputs, rule, into: &pass, in: FusedDouble.self)
    case (.fused, .single): forward(inputs, rule, into: &pass, in: FusedSingle.self)
    }
  }

  private func forward<A: Arithmetic>(
    _ inputs: [Double], _ rule: StepRule, into pass: inout ForwardPass, in _: A.Type
  ) {
    pass.rule = rule
    pass.net.reset(topology.unitCount)
    pass.out.reset(topology.unitCount)
    let formulas = StepFormulas<A>(rule, topology)
    let flat = topology.flat
    pass.net.withUnsafeMutableBufferPointer { net in
      pass.out.withUnsafeMutableBufferPointer { out in
        values.withUnsafeBufferPointer { values in
          for (unit, input) in inputs.enumerated() { out[unit] = Double(A.Number(input)) }
          for units in flat.layers.dropFirst() {
            Network.forward(units, net, out, values, formulas, flat)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func forward<A: Arithmetic>(
    _ units: Range<Int>, _ net: UnsafeMutableBufferPointer<Double>, _ out: UnsafeMutableBufferPointer<Double>,
    _ values: UnsafeBufferPointer<Double>, _ formulas: StepFormulas<A>, _ flat: FlatTopology
  ) {
    var hasSoftmax = false
    for unit in units {
      let row = flat.incoming[unit]
      let bias = flat.bias[unit]
      let sum = formulas.netInput(bias: bias < 0 ? nil : A.Number(values[bias]), inputs: row.count) {
        let (source, parameter) = flat.connection(row, $0)
        return (A.Number(values[parameter]), A.Number(out[source]))
      }
      net[unit] = Double(sum)
      if flat.kinds[unit] == nn_activation_softmax {
        hasSoftmax = true
      } else {
        out[unit] = Double(flat.activate(unit, sum, in: A.self))
      }
    }
    guard hasSoftmax else { return }
    let softmax = units.filter { flat.kinds[$0] == nn_activation_softmax }
    for (unit, value) in zip(softmax, formulas.softmax(softmax.map { A.Number(net[$0]) })) { out[unit] = Double(value) }
  }
}

extension [Double] {
  /// Becomes `count` zeros, in its own memory if it has that many elements.
  mutating func reset(_ count: Int) {
    guard self.count == count else {
      self = [Double](repeating: 0, count: count)
      return
    }
    withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
  }
}
