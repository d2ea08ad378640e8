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
    let optimizer = rule.optimizer
    state.prepare(optimizer, parameters: values.count)
    record.stateBefore = state
    var method = optimizer.method
    state.advance(method)
    let gathered = sum.rule == rule ? formulas : StepFormulas<A>(sum.rule, topology)
    let rateFirst = method.beginsWithRate && rule.decay == 0 && rule.clip == nil && shared.isEmpty
    let (flat, firstUnit) = (topology.flat, topology.inputCount)
    let numbers = values.count + direction.count + state.first.count + state.second.count
    withUnsafeTemporaryAllocation(of: Number.self, capacity: numbers) { memory in
      let buffers = UpdateBuffers<A>(memory, values: values, directions: direction, state, frozen: frozen)
      defer { buffers.isFrozen.deallocate() }
      func step(_ parameters: Range<Int>, into units: Range<Int>, rate: Double) {
        let isProduct = rateFirst && sum.multiply(by: Number(rate), into: units, buffers.directions, gathered, flat)
        method.begin(rate: rate, state)
        A.run(method, buffers.steps(parameters, rate: isProduct ? 1 : Number(rate)))
      }
      if rule.layerRates.isEmpty {
        step(values.indices, into: firstUnit..<flat.bias.count, rate: rule.rate)
      } else {
        for (layer, connections) in topology.connections.enumerated().dropFirst() {
          step(
            connections.firstParameter..<connections.endParameter, into: flat.layers[layer],
            rate: rule.rate(ofLayer: layer, current: rule.rate))
        }
      }
      buffers.store(&values, &state)
    }
    record.state = state
    return record
  }
}

/// The numbers of one update in an arithmetic.
private struct UpdateBuffers<A: Arithmetic> {
  typealias Numbers = UnsafeMutableBufferPointer<A.Number>

  private let values: Numbers
  let directions: Numbers
  /// Empty if the optimizer has no state.
  private let first: Numbers
  private let second: Numbers
  /// Empty if no parameter is frozen; the caller deallocates it.
  let isFrozen: UnsafeMutableBufferPointer<Bool>

  /// - Parameter memory: for all numbers, one array after the other.
  init(_ memory: Numbers, values: [Double], directions: [Double], _ state: OptimizerState, frozen: Set<Int>) {
    var end = memory.startIndex
    func add(_ numbers: [Double], to memory: Numbers) -> Numbers {
      let start = end
      for number in numbers {
        memory.initializeElement(at: end, to: A.Number(number))
        end += 1
      }
      return Numbers(rebasing: memory[start..<end])
    }
    self.values = add(values, to: memory)
    self.directions = add(directions, to: memory)
    first = add(state.first, to: memory)
    second = add(state.second, to: memory)
    isFrozen = frozen.isEmpty ? UnsafeMutableBufferPointer(start: nil, count: 0) : .allocate(capacity: values.count)
    isFrozen.initialize(repeating: false)
    for parameter in frozen { isFrozen[parameter] = true }
  }

  func steps(_ parameters: Range<Int>, rate: A.Number) -> ParameterSteps<A> {
    ParameterSteps(
      parameters, values: values, directions: directions, first: first, second: second, isFrozen: isFrozen, rate: rate)
  }

  /// Writes back the parameters and the state; parameters that were not stepped keep their values.
  func store(_ values: inout [Double], _ state: inout OptimizerState) {
    for index in values.indices where isFrozen.isEmpty || !isFrozen[index] {
      values[index] = Double(self.values[index])
    }
    for index in first.indices {
      state.first[index] = Double(first[index])
      state.second[index] = Double(second[index])
    }
  }
}
