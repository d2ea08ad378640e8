extension Network {
  /// Applies the gathered gradients: one optimizer step for every parameter that is not frozen.
  package mutating func update(_ sum: GradientSum, _ rule: StepRule, _ state: inout OptimizerState) -> UpdateRecord {
    switch (rule.conventions.arithmetic, rule.precision) {
    case (.textbook, .double): update(sum, rule, &state, in: TextbookDouble.self)
    case (.textbook, .single): update(sum, rule, &state, in: TextbookSingle.self)
    case (.fused, .double): update(sum, rule, &state, in: FusedDouble.self)
    case (.fused, .single): update(sum, rule, &state, in: FusedSingle.self)
    }
  }

  private mutating func update<A: OptimizerSteps>(
    _ sum: GradientSum, _ rule: StepRule, _ state: inout OptimizerState, in _: A.Type
  ) -> UpdateRecord {
    typealias Number = A.Number
    var direction = sum.direction(rule.conventions.batch, shared: shared, precision: rule.precision)
    let formulas = StepFormulas<A>(rule, topology)
    if rule.decay != 0 {
      for index in direction.indices where rule.decaysBiases || !topology.isBias(index) {
        direction[index] = Double(formulas.decayed(Number(direction[index]), of: Number(values[index])))
      }
    }
    let scale = formulas.clipping(direction)
    if let scale {
      for index in direction.indices { direction[index] = Double(Number(direction[index]) * scale) }
    }
    var record = UpdateRecord(old: values, direction: direction, rule: rule, samples: sum.samples)
    record.clipping = scale.map { Double($0) }
    state.prepare(rule.optimizer, parameters: values.count)
    record.stateBefore = state
    state.advance(rule.optimizer)
    let hasState = rule.optimizer.definition.memory > 0
    // By layer, if layers have rates of their own.
    let rates = topology.sizes.indices.map { rule.rate(ofLayer: $0, current: rule.rate) }
    let methods = (rule.layerRates.isEmpty ? [rule.rate] : rates).map { rule.optimizer.begun(rate: $0, state) }
    let gathered = StepFormulas<A>(sum.rule, topology)
    let rateFirst = methods[0].beginsWithRate && rule.decay == 0 && rule.clip == nil && shared.isEmpty
    for index in values.indices where !frozen.contains(index) {
      let layer = rule.layerRates.isEmpty ? 0 : topology.layer(ofParameter: index)
      let (method, rate) = (methods[layer], Number(rates[layer]))
      let w = Number(values[index])
      var first = Number(hasState ? state.first[index] : 0)
      var second = Number(hasState ? state.second[index] : 0)
      if rateFirst, let change = sum.change(of: index, rate: rate, gathered, in: topology) {
        values[index] = Double(method.step(w, change, rate: 1, &first, &second, in: A.self))
      } else {
        let g = Number(direction[index])
        values[index] = Double(method.step(w, g, rate: rate, &first, &second, in: A.self))
      }
      guard hasState else { continue }
      state.first[index] = Double(first)
      state.second[index] = Double(second)
    }
    record.state = state
    return record
  }
}
