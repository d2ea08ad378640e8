/// A training that can stop after any update and go on there: the network, the optimizer's memory and the place
/// in the epoch.
package struct Training: Sendable {
  package var network: Network
  package var state: OptimizerState
  package var random: RandomNumbers
  package var plan: TrainingPlan
  package internal(set) var progress: TrainingProgress
  /// Of the last epoch that was finished.
  package internal(set) var last: EpochMeasures?
  /// Of the epoch that is under way.
  package internal(set) var current = EpochMeasures()
  package let data: TrainingData
  var order: [Int] = []
  /// Samples of the epoch that have been presented.
  package internal(set) var position = 0
  /// Samples until the next look at `interrupted`.
  private var patience = 0
  /// False holds the training to the plain engine; the numbers are the same.
  package var usesKernels = true

  package init(
    _ network: Network, _ data: TrainingData, plan: TrainingPlan, state: OptimizerState = OptimizerState(),
    random: RandomNumbers = .initial, progress: TrainingProgress = TrainingProgress()
  ) {
    self.network = network
    self.data = data
    self.plan = plan.consistent
    self.state = state
    self.random = random
    self.progress = progress
  }

  /// Whether an epoch has begun and is not over.
  package var isInsideEpoch: Bool { position > 0 }

  /// Takes what may have changed since a training stopped; the place in the epoch stays.
  package mutating func resume(
    _ network: Network, plan: TrainingPlan, state: OptimizerState, random: RandomNumbers
  ) {
    self.network = network
    self.plan = plan.consistent
    self.state = state
    self.random = random
  }

  /// Trains until so many epochs are finished, the one under way among them.
  ///
  /// - Parameter interrupted: asked between updates, some thousand times a second.
  package mutating func runEpochs(_ count: Int, interrupted: () -> Bool) -> TrainingOutcome {
    if let outcome = runOnKernels(.epochs(count), interrupted) { return outcome }
    for _ in 0..<count {
      repeat {
        if looksUp, interrupted() { return .interrupted }
        runUpdate()
      } while isInsideEpoch
      if let divergence { return .diverged(divergence) }
    }
    return .finished
  }

  /// Makes so many updates, ending epochs and beginning them as they come.
  package mutating func runUpdates(_ count: Int, interrupted: () -> Bool) -> TrainingOutcome {
    if let outcome = runOnKernels(.updates(count), interrupted) { return outcome }
    for _ in 0..<count {
      if looksUp, interrupted() { return .interrupted }
      runUpdate()
      if !isInsideEpoch, let divergence { return .diverged(divergence) }
    }
    return divergence.map { .diverged($0) } ?? .finished
  }

  /// Whether it is time to ask for an interruption: after some ten thousand connections.
  private var looksUp: Bool {
    mutating get {
      patience -= plan.batch ?? data.count
      guard patience <= 0 else { return false }
      patience = 1 + 20_000 / (1 + network.values.count)
      return true
    }
  }

  private mutating func runUpdate() {
    if position == 0 { beginEpoch() }
    var sum = GradientSum(parameters: network.values.count)
    let size = min(plan.batch ?? data.count, data.count - position)
    for _ in 0..<size {
      let sample = plan.shuffle ? order[position] : position
      let target = Array(data.target(sample))
      let pass = network.forward(Array(data.input(sample)), plan.rule.conventions, precision: plan.rule.precision)
      let back = network.backward(pass, target: target, plan.rule)
      network.gather(pass, back, plan.rule, into: &sum)
      current.add(
        outputs: pass.out[network.topology.outputUnits], target: target[...], loss: back.loss, data.classification)
      position += 1
    }
    _ = network.update(sum, plan.update, &state)
    progress.updates += 1
    if position == data.count { endEpoch() }
  }

  private mutating func beginEpoch() {
    current = EpochMeasures()
    if plan.shuffle { order = random.permutation(data.count) }
  }

  private mutating func endEpoch() {
    progress.epoch += 1
    position = 0
    if plan.rule.conventions.epochLossTime == .after {
      current = network.measure(inputs: data.inputs, targets: data.targets, plan.rule, data.classification)
    }
    last = current
  }

  /// NaN or infinity among the parameters or in the loss.
  package var divergence: Divergence? {
    for (index, value) in network.values.enumerated() where !value.isFinite { return .parameter(index, value) }
    let measures = isInsideEpoch ? current : last
    if let sum = measures?.lossSum, !sum.isFinite { return .loss(sum) }
    return nil
  }
}

/// The samples of a training, row by row.
package struct TrainingData: Sendable {
  /// Samples × inputs.
  package let inputs: ArraySlice<Double>
  /// Samples × outputs.
  package let targets: ArraySlice<Double>
  package let inputCount: Int
  package let targetCount: Int
  package let count: Int
  package let classification: Classification

  /// Some of the samples; how outputs are read as classes is learned from all of them.
  package init(_ samples: SampleSet, _ range: Range<Int>) {
    inputCount = samples.inputCount
    targetCount = samples.targetCount
    count = range.count
    inputs = samples.inputs[range.lowerBound * inputCount..<range.upperBound * inputCount]
    targets = samples.targets[range.lowerBound * targetCount..<range.upperBound * targetCount]
    classification = Classification(targets: samples.targets, outputs: samples.targetCount)
  }

  package func input(_ sample: Int) -> ArraySlice<Double> {
    let first = inputs.startIndex + sample * inputCount
    return inputs[first..<first + inputCount]
  }

  package func target(_ sample: Int) -> ArraySlice<Double> {
    let first = targets.startIndex + sample * targetCount
    return targets[first..<first + targetCount]
  }
}
