/// The negative gradients of several backward passes: for each parameter Σ −∂E/∂w, in the order of the samples.
package struct GradientSum: Sendable, Equatable {
  package var sums: [Double]
  package var samples = 0
  /// The rule of the last sample added.
  package var rule = StepRule()
  /// The factors of a single sample's gradients; kept if products start with the rate.
  var onlySample: SampleFactors?

  package init(parameters: Int) { sums = [Double](repeating: 0, count: parameters) }

  /// Without samples; in the memory of numbers that are not needed any more.
  package init(parameters: Int, in memory: consuming [Double]) {
    sums = memory
    sums.reset(parameters)
  }

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
    let flat = topology.flat
    let first = topology.inputCount
    pass.out.withUnsafeBufferPointer { out in
      back.delta.withUnsafeBufferPointer { deltas in
        sum.sums.withUnsafeMutableBufferPointer { sums in
          for unit in first..<out.count {
            let delta = A.Number(deltas[unit])
            let row = flat.incoming[unit]
            for index in 0..<row.count {
              let (source, parameter) = flat.connection(row, index)
              sums[parameter] = Double(A.multiplyAdd(A.Number(out[source]), delta, A.Number(sums[parameter])))
            }
            let bias = flat.bias[unit]
            if bias >= 0 { sums[bias] = Double(A.Number(sums[bias]) + formulas.signed(delta)) }
          }
        }
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
  /// Computes rate·G of the parameters into these units, multiplied from left to right as programs write it.
  ///
  /// - Returns: false unless it is the gradient of a single sample and products start with the rate.
  func multiply<A: Arithmetic>(
    by rate: A.Number, into units: Range<Int>, _ changes: UnsafeMutableBufferPointer<A.Number>,
    _ formulas: StepFormulas<A>, _ flat: FlatTopology
  ) -> Bool {
    guard let sample = onlySample else { return false }
    for unit in units {
      let delta = A.Number(sample.delta[unit])
      let row = flat.incoming[unit]
      for index in 0..<row.count {
        let (source, parameter) = flat.connection(row, index)
        changes[parameter] = formulas.change(rate: rate, delta: delta, out: A.Number(sample.out[source]))
      }
      let bias = flat.bias[unit]
      if bias >= 0 { changes[bias] = formulas.signed(rate * delta) }
    }
    return true
  }
}
