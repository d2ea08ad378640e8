/// The negative gradients of several backward passes: for each parameter Σ −∂E/∂w, in the order of the samples.
package struct GradientSum: Sendable, Equatable {
  package var sums: [Double]
  package var samples = 0
  /// The rule of the last sample added.
  package var rule = StepRule()
  /// The factors of a single sample's gradients; kept if products start with the rate.
  var onlySample: SampleFactors?

  package init(parameters: Int) { sums = [Double](repeating: 0, count: parameters) }

  /// G: the sum, or the mean as sum · (1/samples), in textbook arithmetic as sum / samples; tied parameters have the
  /// sum of their group.
  package func direction(_ convention: Conventions.Batch, shared: [[Int]] = [], precision: Precision = .double)
    -> [Double]
  {
    var result = convention == .mean && samples > 1 ? sums.map { mean($0, precision) } : sums
    for group in shared {
      let total = group.reduce(0.0) { $0 + result[$1] }
      for parameter in group { result[parameter] = total }
    }
    return result
  }

  /// One element of `direction`.
  package func direction(
    of parameter: Int, _ convention: Conventions.Batch, shared: [[Int]] = [], precision: Precision = .double
  ) -> Double {
    func own(_ parameter: Int) -> Double {
      convention == .mean && samples > 1 ? mean(sums[parameter], precision) : sums[parameter]
    }
    guard let group = shared.first(where: { $0.contains(parameter) }) else { return own(parameter) }
    return group.reduce(0.0) { $0 + own($1) }
  }

  private func mean(_ sum: Double, _ precision: Precision) -> Double {
    switch precision {
    case .double: StepFormulas<FusedDouble>.mean(sum, samples: samples, rule.conventions.arithmetic)
    case .single: Double(StepFormulas<FusedSingle>.mean(Float(sum), samples: samples, rule.conventions.arithmetic))
    }
  }
}

extension Network {
  /// Adds the negative gradient of one sample: s = multiplyAdd(out_i, delta_j, s) for a weight, s + delta_j for a bias.
  package func gather(_ pass: ForwardPass, _ back: BackwardPass, _ rule: StepRule, into sum: inout GradientSum) {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): gather(pass, back, rule, into: &sum, in: TextbookDouble.self)
    case (.textbook, .single): gather(pass, back, rule, into: &sum, in: TextbookSingle.self)
    case (.fused, .double): gather(pass, back, rule, into: &sum, in: FusedDouble.self)
    case (.fused, .single): gather(pass, back, rule, into: &sum, in: FusedSingle.self)
    }
  }

  func gather<A: Arithmetic>(
    _ pass: ForwardPass, _ back: BackwardPass, _ rule: StepRule, into sum: inout GradientSum, in _: A.Type
  ) {
    let formulas = StepFormulas<A>(rule, topology)
    for unit in topology.inputCount..<topology.unitCount {
      let delta = A.Number(back.delta[unit])
      for link in topology.sources(of: unit) {
        sum.sums[link.parameter] = Double(
          A.multiplyAdd(A.Number(pass.out[link.unit]), delta, A.Number(sum.sums[link.parameter])))
      }
      if let bias = topology.bias(of: unit) {
        sum.sums[bias] = Double(A.Number(sum.sums[bias]) + formulas.signed(delta))
      }
    }
    sum.samples += 1
    sum.rule = rule
    sum.onlySample =
      sum.samples == 1 && rule.conventions.effectiveProduct != .gradient
      ? SampleFactors(out: pass.out, delta: back.delta) : nil
  }
}

/// Outputs and deltas of a sample, by unit.
struct SampleFactors: Sendable, Equatable {
  var out: [Double]
  var delta: [Double]
}

extension GradientSum {
  /// rate·G of a parameter multiplied from left to right, as programs write it; nil unless it is the gradient of a
  /// single sample and products start with the rate.
  func change<A: Arithmetic>(
    of parameter: Int, rate: A.Number, _ formulas: StepFormulas<A>, in topology: Topology
  ) -> A.Number? {
    guard let sample = onlySample else { return nil }
    switch topology.role(of: parameter) {
    case .weight(let source, let target):
      return formulas.change(rate: rate, delta: A.Number(sample.delta[target]), out: A.Number(sample.out[source]))
    case .bias(let unit): return formulas.signed(rate * A.Number(sample.delta[unit]))
    }
  }
}
