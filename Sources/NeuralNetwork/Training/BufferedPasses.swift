/// `forward`, `backward`, `gather` and `update` of a network on buffers that are allocated once, with the same bits.
///
/// The formulas are those of `StepFormulas`, which the passes call too; only storage and shortcuts are defined here.
/// They exist in addition to the passes because a pass that returns a record allocates for every sample: with the
/// passes an epoch takes 6 to 10 times as long for 2-4-1 and 3 times for 2-64-1 and 10-10-10 (release build, one
/// thread, tanh, 4 samples; plain descent, with decay, adam).
final class BufferedPasses<A: OptimizerSteps> {
  typealias Number = A.Number

  let layout: FlatTopology
  let topology: Topology
  let plan: TrainingPlan
  let formulas: StepFormulas<A>
  /// By parameter.
  let values: UnsafeMutableBufferPointer<Number>
  private let first: UnsafeMutableBufferPointer<Number>
  private let second: UnsafeMutableBufferPointer<Number>
  /// By parameter: Σ −∂E/∂w over the batch, then G of the update.
  let sums: UnsafeMutableBufferPointer<Number>
  /// By unit: net input, g(net), g(net) times the dropout factor, delta.
  let net: UnsafeMutableBufferPointer<Number>
  let activated: UnsafeMutableBufferPointer<Number>
  let out: UnsafeMutableBufferPointer<Number>
  let delta: UnsafeMutableBufferPointer<Number>
  /// By unit; empty if deltas are sent back.
  let error: UnsafeMutableBufferPointer<Number>
  /// By unit: the dropout factor.
  let kept: UnsafeMutableBufferPointer<Number>
  /// By parameter; empty if none is frozen.
  let isFrozen: UnsafeMutableBufferPointer<Bool>
  /// By parameter; empty if weight decay makes no difference between biases and weights.
  private let isBias: [Bool]
  /// The layers with dropout, in order.
  let dropouts: [LayerDropout<Number>]
  let drops: Bool
  let inOrder: Bool
  private let shared: [[Int]]
  private let method: any OptimizerMethod
  private let descent: GradientDescent?
  var state: OptimizerState
  private let kernel: KernelGradient?
  var gradientNorm = Double.infinity
  /// Whether the update of a single sample is just w + rate·δ·out, so that it needs no sums.
  private let descendsDirectly: Bool
  /// Whether the step of a single sample is a product that starts with the rate.
  private let premultiplies: Bool
  /// Whether each layer must be updated before the errors of the previous one are computed, for a whole batch or by an
  /// optimizer other than plain descent.
  private let stepsByLayer: Bool
  /// Connections to process until `interrupted` is checked again.
  private var connectionsUntilCheck = 0

  init(_ network: Network, _ plan: TrainingPlan, _ state: OptimizerState) {
    topology = network.topology
    layout = network.topology.flat
    var plan = plan
    plan.dropout = plan.dropout.filter { $0.key < network.topology.outputLayer }
    self.plan = plan
    formulas = StepFormulas(plan.rule, network.topology)
    kernel = KernelGradient(network, plan)
    shared = network.shared
    let update = plan.rule
    method = update.optimizer.method
    descent = method as? GradientDescent
    descendsDirectly =
      update.optimizer == .sgd && update.decay == 0 && update.clip == nil && network.shared.isEmpty
      && plan.stop.gradient == nil && update.layerRates.isEmpty
    premultiplies =
      plan.rule.conventions.effectiveProduct != .gradient && method.beginsWithRate && update.decay == 0
      && update.clip == nil && network.shared.isEmpty
    stepsByLayer =
      plan.rule.conventions.update == .inOrder && (plan.batch != 1 || update.optimizer != .sgd || update.decay != 0)
    func buffer(_ count: Int) -> UnsafeMutableBufferPointer<Number> {
      let buffer = UnsafeMutableBufferPointer<Number>.allocate(capacity: count)
      buffer.initialize(repeating: 0)
      return buffer
    }
    let parameters = network.values.count
    let units = network.topology.unitCount
    values = buffer(parameters)
    for (index, value) in network.values.enumerated() { values[index] = Number(value) }
    sums = buffer(parameters)
    var state = state
    state.prepare(update.optimizer, parameters: parameters)
    self.state = state
    first = buffer(state.first.count)
    second = buffer(state.second.count)
    for index in first.indices {
      first[index] = Number(state.first[index])
      second[index] = Number(state.second[index])
    }
    net = buffer(units)
    activated = buffer(units)
    out = buffer(units)
    delta = buffer(units)
    error = buffer(plan.rule.conventions.sentBack == .error ? units : 0)
    kept = buffer(plan.dropout.isEmpty ? 0 : units)
    isFrozen = .allocate(capacity: network.frozen.isEmpty ? 0 : parameters)
    isFrozen.initialize(repeating: false)
    for parameter in network.frozen { isFrozen[parameter] = true }
    var isBias: [Bool] = []
    if update.decay != 0, !update.decaysBiases {
      isBias = [Bool](repeating: false, count: parameters)
      for bias in network.topology.biasParameters.joined() { isBias[bias] = true }
    }
    self.isBias = isBias
    let conventions = plan.rule.conventions
    let dropsHigh = plan.dropsHigh
    dropouts = plan.dropout.sorted { $0.key < $1.key }.map { layer, probability in
      LayerDropout(network.topology.units(of: layer), probability, high: dropsHigh.contains(layer))
    }
    drops = !dropouts.isEmpty
    inOrder = conventions.update == .inOrder
  }

  deinit {
    for buffer in [values, first, second, sums, net, activated, out, delta, error, kept] { buffer.deallocate() }
    isFrozen.deallocate()
  }

  /// See `TrainingEngine.present`.
  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    var made = 0
    data.withNumbers { samples in
      made = present(&epoch, samples, rate: rate, updates: updates, interrupted: interrupted)
    }
    return made
  }

  private func present(
    _ epoch: inout EpochProgress, _ samples: SampleNumbers, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    let last = samples.count
    let batch = plan.batch ?? last
    var made = 0
    while epoch.position < last, made < updates {
      let size = min(batch, last - epoch.position)
      if kernel != nil, isCheckDue(size), interrupted() { return made }
      let descends = size == 1 && descendsDirectly
      let positions = epoch.position..<epoch.position + size
      if stepsByLayer, !descends {
        guard updateInOrder(positions, &epoch, samples, rate, interrupted) else { return made }
      } else if !gatherByKernel(positions, &epoch, samples) {
        guard gather(positions, &epoch, samples, Number(rate), descending: descends, interrupted) else { return made }
      }
      if !descends, !stepsByLayer { update(samples: size, rate: rate) }
      epoch.position += size
      made += 1
    }
    return made
  }

  /// Whether to check `interrupted` before this many samples.
  func isCheckDue(_ samples: Int) -> Bool {
    connectionsUntilCheck -= samples * (1 + values.count)
    guard connectionsUntilCheck <= 0 else { return false }
    connectionsUntilCheck = 20_000
    return true
  }

  /// Computes the sums of the batch and its measures; with `descending`, makes the updates themselves.
  ///
  /// - Returns: false if it was interrupted; the batch starts over when the training resumes.
  private func gather(
    _ positions: Range<Int>, _ epoch: inout EpochProgress, _ samples: SampleNumbers, _ rate: Number,
    descending: Bool, _ interrupted: () -> Bool
  ) -> Bool {
    let before = (sum: epoch.sum.mark, random: drops ? epoch.random : nil)
    if !descending { sums.update(repeating: 0) }
    for position in positions {
      if isCheckDue(1), interrupted() {
        epoch.sum.restore(before.sum)
        if let random = before.random { epoch.random = random }
        return false
      }
      if drops { drop(&epoch.random) }
      let sample = epoch.order.map { $0[position] } ?? position
      let targets = samples.targets + sample * samples.targetCount
      forward(samples.inputs + sample * samples.inputCount, dropping: drops)
      measure(targets, samples.classification, &epoch.sum)
      backward(targets, rate: rate, descending: descending)
    }
    return true
  }

  /// Computes the sums of the batch and its measures by the kernels; false if that is not possible or not worthwhile.
  private func gatherByKernel(_ positions: Range<Int>, _ epoch: inout EpochProgress, _ samples: SampleNumbers) -> Bool {
    guard let kernel, kernel.isWorthwhile(positions.count) else { return false }
    var random = epoch.random
    let draws = { [self] () -> (Int) -> Double in
      drop(&random)
      return { Double(self.kept[$0]) }
    }
    let value = { [values] in Double(values[$0]) }
    guard kernel.gather(positions, epoch.order, samples, value: value, drop: drops ? draws : nil) else { return false }
    epoch.random = random
    for index in sums.indices { sums[index] = Number(kernel.sums[index]) }
    let outputs = topology.outputUnits
    for position in positions {
      let row = (position - positions.lowerBound) * outputs.count
      for (index, unit) in outputs.enumerated() { out[unit] = Number(kernel.outputs[row + index]) }
      let sample = epoch.order.map { $0[position] } ?? position
      measure(samples.targets + sample * samples.targetCount, samples.classification, &epoch.sum)
    }
    return true
  }

  private func update(samples: Int, rate: Double) {
    finishDirection(samples, values.indices)
    advance()
    if plan.stop.gradient != nil { gradientNorm = NeuralNetwork.gradientNorm(sums) }
    step(values.indices, into: topology.inputCount..<topology.unitCount, samples: samples, rate: rate)
  }

  /// Counts an update.
  func advance() {
    // Plain descent has no powers to multiply.
    if descent == nil { state.advance(method) } else { state.updates += 1 }
  }

  /// Updates these parameters by G in `sums`; `units` are the units they lead into.
  func step(_ parameters: Range<Int>, into units: Range<Int>, samples: Int, rate: Double) {
    guard !plan.rule.layerRates.isEmpty else { return stepAlike(parameters, into: units, samples: samples, rate: rate) }
    for (layer, connections) in topology.connections.enumerated().dropFirst() {
      stepAlike(
        connections.firstParameter..<connections.endParameter, into: topology.units(of: layer), samples: samples,
        rate: plan.rule.rate(ofLayer: layer, current: rate))
    }
  }

  private func stepAlike(_ parameters: Range<Int>, into units: Range<Int>, samples: Int, rate: Double) {
    let isProduct = premultiplies && samples == 1
    if isProduct { multiply(by: Number(rate), into: units) }
    let steps = ParameterSteps<A>(
      parameters, values: values, directions: sums, first: first, second: second, isFrozen: isFrozen,
      rate: isProduct ? 1 : Number(rate))
    // A call on the concrete type is inlined: in small networks dynamic dispatch takes as long as the update.
    if let descent { return descent.runGeneric(steps) }
    var begun = method
    begun.begin(rate: rate, state)
    A.run(begun, steps)
  }

  /// Turns the sums of these parameters into G: mean, tied parameters, weight decay, clipping.
  func finishDirection(_ samples: Int, _ parameters: Range<Int>) {
    if plan.rule.conventions.batch == .mean, samples > 1 {
      let arithmetic = plan.rule.conventions.arithmetic
      for index in parameters { sums[index] = StepFormulas<A>.mean(sums[index], samples: samples, arithmetic) }
    }
    for group in shared {
      let total = group.reduce(0.0) { $0 + Double(sums[$1]) }
      for parameter in group { sums[parameter] = Number(total) }
    }
    if plan.rule.decay != 0 {
      for index in parameters where isBias.isEmpty || !isBias[index] {
        sums[index] = formulas.decayed(sums[index], of: values[index])
      }
    }
    if let scale = formulas.clipping(sums) { for index in sums.indices { sums[index] *= scale } }
  }

  var divergence: Divergence? {
    for (index, value) in values.enumerated() where !value.isFinite { return .parameter(index, found: Double(value)) }
    return nil
  }

  func measure(_ data: TrainingData) -> EpochMeasures {
    var sum = MeasuresSum(plan.rule)
    data.withNumbers { samples in
      for sample in 0..<samples.count {
        forward(samples.inputs + sample * samples.inputCount, dropping: false)
        measure(samples.targets + sample * samples.targetCount, samples.classification, &sum)
      }
    }
    return sum.total
  }

  /// The outputs (samples × outputs), without updates.
  ///
  /// - Parameter interrupted: once true, the rest is left 0.
  func outputs(_ data: TrainingData, interrupted: (() -> Bool)?) -> [Double] {
    var outputs: [Double] = []
    outputs.reserveCapacity(data.count * topology.outputCount)
    data.withNumbers { samples in
      for sample in 0..<samples.count {
        if let interrupted, sample & 0x3F == 0, interrupted() { break }
        forward(samples.inputs + sample * samples.inputCount, dropping: false)
        for unit in topology.outputUnits { outputs.append(Double(out[unit])) }
      }
    }
    outputs += repeatElement(0, count: data.count * topology.outputCount - outputs.count)
    return outputs
  }

  func store(_ values: inout [Double], _ state: inout OptimizerState) {
    for index in values.indices { values[index] = Double(self.values[index]) }
    for index in first.indices {
      self.state.first[index] = Double(first[index])
      self.state.second[index] = Double(second[index])
    }
    state = self.state
  }
}
