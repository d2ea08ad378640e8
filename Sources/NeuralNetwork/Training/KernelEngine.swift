import Expressions
import Kernels

/// The engine of dense networks under the usual conventions: C kernels with the bits of the plain engine.
final class KernelEngine: TrainingEngine {
  private let run: KernelRun
  private let network: Network
  private let plan: TrainingPlan
  private let loss: LossRule
  private var values: [Double]
  private var state: OptimizerState
  /// The outputs of the epoch's samples, by position in the epoch.
  private var outputs: [Double] = []
  /// The parameters and outputs after the last unmeasured epoch.
  private var kept: (values: [Double], outputs: [Double])?
  /// The order of samples in the last unmeasured epoch.
  private var unmeasuredOrder: [Int]?
  /// Whether epochs can run unmeasured; false once one of them diverged, so that the next run reports which.
  private(set) var canRunUnmeasured = true

  let gradientNorm = Double.infinity

  /// Nil if only the plain engine supports the plan and the network.
  init?(_ network: Network, _ plan: TrainingPlan, _ state: OptimizerState, _ choice: EngineChoice? = nil) {
    guard let run = KernelRun(network, plan, choice) else { return nil }
    self.run = run
    self.plan = plan
    loss = LossRule(plan.rule.loss, network.topology)
    values = network.values
    self.state = state
    self.network = network
    self.state.prepare(plan.rule.optimizer, parameters: values.count)
  }

  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int {
    allocateOutputs(data)
    var made = 0
    while epoch.position < data.count, made < updates, !interrupted() {
      let start = epoch.position
      let count = min(updates - made, run.updatesPerCall)
      let advanced = advance(&epoch, data, rate, epochs: 1, updates: count, stop: Limits.interruptFlag)
      guard advanced > 0 else { return made }
      made += advanced
      add(start..<epoch.position, epoch.order, data, to: &epoch.sum)
    }
    return made
  }

  /// Runs whole epochs without measuring them.
  ///
  /// - Returns: the number of epochs and updates, and whether it was interrupted; fewer epochs also if numbers would
  ///   cease to be finite in the next one.
  func runUnmeasuredEpochs(
    _ count: Int, _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, interrupted: () -> Bool
  ) -> (epochs: Int, updates: Int, isInterrupted: Bool) {
    allocateOutputs(data)
    // The kernels check the losses during an epoch; the loss after the epoch can become infinite before those do.
    if !isLossBounded, plan.rule.conventions.epochLossTime == .after { canRunUnmeasured = false }
    if !run.isShort(data.count) { canRunUnmeasured = false }
    var (passed, updates) = (0, 0)
    let perCall = plan.shuffle != .off ? 1 : max(1, run.samplesPerCall / data.count)
    while passed < count, canRunUnmeasured {
      if interrupted() { return (passed, updates, true) }
      let before = (values, state, epoch.random, epoch.order, unmeasuredOrder)
      epoch.drawOrder(plan.shuffle, data.count)
      unmeasuredOrder = epoch.order
      let epochs = min(perCall, count - passed)
      let made = advance(&epoch, data, rate, epochs: epochs, updates: 0)
      epoch.position = 0
      guard made > 0, isFinite, values.allSatisfy(\.isFinite) else {
        (values, state, epoch.random, epoch.order, unmeasuredOrder) = before
        isFinite = true
        canRunUnmeasured = false
        break
      }
      updates += made
      passed += epochs
    }
    return (passed, updates, false)
  }

  /// After unmeasured epochs: keeps what their measures are computed from, until the next ones.
  func keepUnmeasured() { kept = (values, outputs) }

  /// The measures of the last unmeasured epoch; nil unless they have been kept.
  func measuresOfLastUnmeasuredEpoch(_ data: TrainingData) -> EpochMeasures? {
    guard let kept else { return nil }
    guard plan.rule.conventions.epochLossTime == .during else { return measure(data, with: kept.values) }
    var sum = MeasuresSum(plan.rule)
    let current = outputs
    outputs = kept.outputs
    add(0..<data.count, unmeasuredOrder, data, to: &sum)
    outputs = current
    return sum.total
  }

  var divergence: Divergence? {
    for (index, value) in values.enumerated() where !value.isFinite { return .parameter(index, found: value) }
    return nil
  }

  func measure(_ data: TrainingData) -> EpochMeasures { measure(data, with: values) }

  private func measure(_ data: TrainingData, with values: [Double]) -> EpochMeasures {
    var network = network
    network.values = values
    return network.measure(data, plan)
  }

  func store(_ values: inout [Double], _ state: inout OptimizerState) {
    values = self.values
    state = self.state
  }

  /// If false, the kernels check the loss of every epoch.
  private var isLossBounded = false
  /// False after an epoch with a loss that is not finite.
  private var isFinite = true

  private func allocateOutputs(_ data: TrainingData) {
    let count = data.count * data.targetCount
    // Blocks of streamed data follow each other here.
    guard outputs.count != count || data.isBlock else { return }
    if outputs.count != count { outputs = [Double](largeZeros: count) }
    isLossBounded = run.boundsLoss(data)
  }

  /// Advances the parameters, the optimizer's state and the position. Returns the updates made, 0 if out of memory.
  private func advance(
    _ epoch: inout EpochProgress, _ data: TrainingData, _ rate: Double, epochs: Int, updates: Int,
    stop: UnsafePointer<Int32>? = nil
  ) -> Int {
    var training = nn_training()
    training.rate = rate
    (training.power1, training.power2) = (state.powers.x, state.powers.y)
    training.samples = data.count
    training.position = epoch.position
    training.epochs = epochs
    training.updates = updates
    training.stop = stop
    training.only_finite = isLossBounded ? 0 : 1
    let outcome = run.train(&training, &values, &state, data, order: epoch.order ?? [], &outputs)
    guard outcome != nn_outcome_no_memory, outcome != nn_outcome_unsupported else { return 0 }
    if outcome == nn_outcome_not_finite { isFinite = false }
    epoch.position = training.epoch == epochs ? data.count : training.position
    state.powers = SIMD2(training.power1, training.power2)
    state.updates += training.updates_made
    return training.updates_made
  }

  /// Adds the measures of the samples at these positions of the epoch.
  private func add(_ positions: Range<Int>, _ order: [Int]?, _ data: TrainingData, to sum: inout MeasuresSum) {
    switch (plan.rule.conventions.arithmetic, plan.rule.precision) {
    case (.fused, .double): add(positions, order, data, to: &sum, in: FusedDouble.self)
    case (.fused, .single): add(positions, order, data, to: &sum, in: FusedSingle.self)
    case (.textbook, .double): add(positions, order, data, to: &sum, in: TextbookDouble.self)
    case (.textbook, .single): add(positions, order, data, to: &sum, in: TextbookSingle.self)
    }
  }

  private func add<A: Arithmetic>(
    _ positions: Range<Int>, _ order: [Int]?, _ data: TrainingData, to sum: inout MeasuresSum, in _: A.Type
  ) {
    let width = data.targetCount
    let classification = data.classification
    let loss = loss
    sum.reserve(data.count)
    outputs.withUnsafeBufferPointer { outputs in
      data.targets.withUnsafeBufferPointer { targets in
        (order ?? []).withUnsafeBufferPointer { order in
          func target(_ position: Int) -> Int { (order.isEmpty ? position : order[position]) * width }
          if width == 1, case .threshold(let middle) = classification {
            // One loop for the most common loss and one for the others: the first is several times as fast.
            func measure(_ position: Int, _ loss: LossRule) -> MeasuresSum.Sample {
              let (t, o) = (targets[target(position)], outputs[position])
              return MeasuresSum.Sample(
                loss: loss.value(in: A.self, target: { _ in t }, out: { _ in o }), squared: (t - o) * (t - o),
                absolute: (t - o).magnitude, agrees: (o > middle) == (t > middle))
            }
            if let halfSquared = loss.halfSquaredOfOne {
              sum.add(positions, outputs: 1) { measure($0, halfSquared) }
            } else {
              sum.add(positions, outputs: 1) { measure($0, loss) }
            }
          } else {
            sum.add(positions, outputs: width) { position in
              let (first, out) = (target(position), position * width)
              var squared = 0.0
              var absolute = 0.0
              for index in 0..<width {
                let error = targets[first + index] - outputs[out + index]
                squared += error * error
                absolute += error.magnitude
              }
              return MeasuresSum.Sample(
                loss: loss.value(in: A.self, target: { targets[first + $0] }, out: { outputs[out + $0] }),
                squared: squared, absolute: absolute,
                agrees: classification.agrees(outputs[out..<out + width], with: targets[first..<first + width]))
            }
          }
        }
      }
    }
  }
}
