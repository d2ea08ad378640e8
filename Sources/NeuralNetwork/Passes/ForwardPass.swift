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
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): forward(inputs, rule, in: TextbookDouble.self)
    case (.textbook, .single): forward(inputs, rule, in: TextbookSingle.self)
    case (.fused, .double): forward(inputs, rule, in: FusedDouble.self)
    case (.fused, .single): forward(inputs, rule, in: FusedSingle.self)
    }
  }

  func forward<A: Arithmetic>(_ inputs: [Double], _ rule: StepRule, in _: A.Type) -> ForwardPass {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    var pass = ForwardPass(net: zeros, out: zeros, rule: rule)
    for (unit, input) in inputs.enumerated() {
      pass.out[unit] = Double(A.Number(input))
    }
    let formulas = StepFormulas<A>(rule, topology)
    for layer in 1..<topology.sizes.count {
      let units = topology.units(of: layer)
      for unit in units {
        let sources = topology.sources(of: unit)
        let net = formulas.netInput(bias: topology.bias(of: unit).map { A.Number(values[$0]) }, inputs: sources.count) {
          (A.Number(values[sources[$0].parameter]), A.Number(pass.out[sources[$0].unit]))
        }
        pass.net[unit] = Double(net)
        if topology.activations[unit] != .softmax {
          pass.out[unit] = Double(A.activate(topology.activations[unit], net))
        }
      }
      let softmax = units.filter { topology.activations[$0] == .softmax }
      for (unit, out) in zip(softmax, formulas.softmax(softmax.map { A.Number(pass.net[$0]) })) {
        pass.out[unit] = Double(out)
      }
    }
    return pass
  }
}
