/// Net inputs and outputs of every unit for one sample, by unit number; the inputs' net input is 0.
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
  /// Computes every unit's net input and output, layer by layer.
  ///
  /// net_j = Σ w_ij·out_i (+ bias last), out_j = g(net_j); see `Conventions` for the other forms.
  package func forward(_ inputs: [Double], _ rule: StepRule = StepRule()) -> ForwardPass {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, _): forward(inputs, rule, in: TextbookDouble.self)
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
    for layer in 1..<topology.sizes.count {
      let units = topology.units(of: layer)
      for unit in units {
        pass.net[unit] = Double(netInput(of: unit, from: pass.out, rule.conventions, in: A.self))
        if topology.activations[unit] != .softmax {
          pass.out[unit] = Double(A.activate(topology.activations[unit], A.Number(pass.net[unit])))
        }
      }
      softmax(units.filter { topology.activations[$0] == .softmax }, &pass, in: A.self)
    }
    return pass
  }

  private func netInput<A: Arithmetic>(of unit: Int, from out: [Double], _ conventions: Conventions, in _: A.Type)
    -> A.Number
  {
    var bias = A.Number(topology.bias(of: unit).map { values[$0] } ?? 0)
    if conventions.biasSign == .threshold { bias = -bias }
    var sum: A.Number = conventions.biasPlace == .first ? bias : 0
    for link in topology.sources(of: unit) {
      sum = A.multiplyAdd(A.Number(values[link.parameter]), A.Number(out[link.unit]), sum)
    }
    return conventions.biasPlace == .last && topology.bias(of: unit) != nil ? sum + bias : sum
  }

  /// out_k = exp(net_k − max) / Σ exp(net − max), the sum in unit order.
  private func softmax<A: Arithmetic>(_ units: [Int], _ pass: inout ForwardPass, in _: A.Type) {
    guard let largest = units.map({ A.Number(pass.net[$0]) }).max() else { return }
    var sum: A.Number = 0
    var exponentials: [A.Number] = []
    for unit in units {
      let exponential = A.exp(A.Number(pass.net[unit]) - largest)
      exponentials.append(exponential)
      sum += exponential
    }
    for (index, unit) in units.enumerated() { pass.out[unit] = Double(exponentials[index] / sum) }
  }
}
