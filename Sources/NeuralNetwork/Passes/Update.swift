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
        direction[index] = Double(A.multiplyAdd(-Number(rule.decay), Number(values[index]), Number(direction[index])))
      }
    }
    if let clip = rule.clip { limit(&direction, to: clip, in: A.self) }
    let record = UpdateRecord(old: values, direction: direction, rule: rule, samples: sum.samples)
    state.prepare(rule.optimizer, parameters: values.count)
    state.advance(rule.optimizer)
    let remembers = rule.optimizer.definition.memory > 0
    let method = rule.optimizer.begun(rate: rule.rate, state)
    let rateFirst = method.beginsWithRate && rule.decay == 0 && rule.clip == nil && shared.isEmpty
    for index in values.indices where !frozen.contains(index) {
      let w = Number(values[index])
      var first = Number(remembers ? state.first[index] : 0)
      var second = Number(remembers ? state.second[index] : 0)
      if rateFirst, let product = sum.product(of: index, rule.rate, in: topology) {
        values[index] = Double(method.step(w, Number(product), rate: 1, &first, &second, in: A.self))
      } else {
        let g = Number(direction[index])
        values[index] = Double(method.step(w, g, rate: Number(rule.rate), &first, &second, in: A.self))
      }
      guard remembers else { continue }
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
