extension Network {
  /// Applies what was gathered: one step of the optimizer for every parameter that is not frozen.
  package mutating func update(_ sum: GradientSum, _ rule: StepRule, _ state: inout OptimizerState) -> UpdateRecord {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, _): update(sum, rule, &state, in: TextbookDouble.self)
    case (.fused, .double): update(sum, rule, &state, in: FusedDouble.self)
    case (.fused, .single): update(sum, rule, &state, in: FusedSingle.self)
    }
  }

  private mutating func update<A: OptimizerSteps>(
    _ sum: GradientSum, _ rule: StepRule, _ state: inout OptimizerState, in _: A.Type
  ) -> UpdateRecord {
    typealias Number = A.Number
    var direction = sum.direction(rule.conventions.batch, shared: shared, precision: rule.precision)
    if rule.decay != 0 {
      for index in direction.indices where rule.decaysBiases || !topology.isBias(index) {
        direction[index] = Double(A.decay(Number(values[index]), Number(direction[index]), Number(rule.decay)))
      }
    }
    if let clip = rule.clip { limit(&direction, to: clip, in: A.self) }
    let record = UpdateRecord(old: values, direction: direction, rule: rule, samples: sum.samples)
    state.prepare(rule.optimizer == .sgd ? 0 : values.count)
    state.advance(rule.optimizer)
    let step = OptimizerStep<A>(rule.optimizer, rate: rule.rate, state)
    let stepOfProduct = rule.optimizer.isMomentum ? OptimizerStep<A>(rule.optimizer, rate: 1, state) : nil
    let rateFirst = rule.decay == 0 && rule.clip == nil && shared.isEmpty
    var none: Number = 0
    var nothing: Number = 0
    for index in values.indices where !frozen.contains(index) {
      let w = Number(values[index])
      let product = rateFirst ? sum.product(of: index, rule.rate, in: topology) : nil
      if rule.optimizer == .sgd {
        values[index] = product.map { Double(w) + $0 } ?? Double(step(w, Number(direction[index]), &none, &nothing))
        continue
      }
      var first = Number(state.first[index])
      var second = Number(state.second[index])
      if let product, let stepOfProduct {
        values[index] = Double(stepOfProduct(w, Number(product), &first, &second))
      } else {
        values[index] = Double(step(w, Number(direction[index]), &first, &second))
      }
      state.first[index] = Double(first)
      state.second[index] = Double(second)
    }
    return record
  }

  /// Scales the direction so that its Euclidean length is at most `length` (Pascanu, Mikolov, Bengio 2013).
  private func limit<A: Arithmetic>(_ direction: inout [Double], to length: Double, in _: A.Type) {
    let norm = direction.reduce(0.0) { FusedDouble.multiplyAdd($1, $1, $0) }.squareRoot()
    guard norm > length else { return }
    let scale = A.Number(length / norm)
    for index in direction.indices { direction[index] = Double(A.Number(direction[index]) * scale) }
  }
}
