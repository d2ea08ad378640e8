/// The settings of a training.
package struct TrainingPlan: Sendable {
  package var rule = BackwardRule()
  package var update = UpdateRule()
  /// Samples per update; nil for all of them.
  package var batch: Int? = 1
  package var shuffle = false

  package init() {}
}

/// A training that can stop after any update and go on there: the network, the optimizer's memory and the place
/// in the epoch.
package struct Training: Sendable {
  package var network: Network
  package var state: OptimizerState
  package var random: RandomNumbers
  package var plan: TrainingPlan
  package private(set) var epoch = 0
  package private(set) var updates = 0
  /// Of the last epoch that was finished.
  package private(set) var last = EpochMeasures()
  private var current = EpochMeasures()
  private var order: [Int] = []
  private var position = 0
  private let inputs: [Double]
  private let targets: [Double]
  private let samples: Int

  /// - Parameters:
  ///   - inputs: samples × inputs, row by row.
  ///   - targets: samples × outputs.
  package init(
    _ network: Network, inputs: [Double], targets: [Double], plan: TrainingPlan, state: OptimizerState,
    random: RandomNumbers
  ) {
    self.network = network
    self.inputs = inputs
    self.targets = targets
    self.plan = plan
    self.state = state
    self.random = random
    samples = inputs.count / network.topology.inputCount
  }

  /// Whether an epoch has begun and is not over.
  package var isInsideEpoch: Bool { position > 0 }

  /// Trains to the end of the epoch, or until `interrupted` says so between two updates.
  ///
  /// - Returns: whether the epoch was finished.
  package mutating func runEpoch(interrupted: () -> Bool) -> Bool {
    beginEpoch()
    while position < samples {
      if interrupted() { return false }
      runUpdate()
    }
    endEpoch()
    return true
  }

  /// One update, beginning and ending epochs as they come.
  package mutating func runUpdates(_ count: Int, interrupted: () -> Bool) -> Bool {
    for _ in 0..<count {
      if interrupted() { return false }
      beginEpoch()
      runUpdate()
      if position == samples { endEpoch() }
    }
    return true
  }

  private mutating func beginEpoch() {
    guard position == 0 else { return }
    current = EpochMeasures()
    if plan.shuffle {
      order = Array(0..<samples)
      random.shuffle(&order)
    }
  }

  private mutating func runUpdate() {
    var sum = GradientSum(parameters: network.values.count)
    let size = min(plan.batch ?? samples, samples - position)
    plan.rule.rate = plan.update.rate
    for _ in 0..<size {
      let sample = plan.shuffle ? order[position] : position
      let target = self.target(sample)
      let pass = network.forward(input(sample), plan.rule.conventions, precision: plan.rule.precision)
      let back = network.backward(pass, target: target, plan.rule)
      network.gather(pass, back, plan.rule, into: &sum)
      current.add(pass, back, network.topology)
      position += 1
    }
    _ = network.update(sum, plan.update, &state)
    updates += 1
  }

  private mutating func endEpoch() {
    epoch += 1
    position = 0
    if plan.rule.conventions.epochLossTime == .after {
      current = network.measure(inputs: inputs, targets: targets, plan.rule)
    }
    last = current
  }

  private func input(_ sample: Int) -> [Double] {
    let count = network.topology.inputCount
    return Array(inputs[sample * count..<(sample + 1) * count])
  }

  private func target(_ sample: Int) -> [Double] {
    let count = network.topology.outputCount
    return Array(targets[sample * count..<(sample + 1) * count])
  }
}

/// Sums over the samples of an epoch, or of a test.
package struct EpochMeasures: Sendable, Equatable {
  package var samples = 0
  package var outputs = 0
  package var lossSum = 0.0
  /// Σ (t − o)² over samples and outputs.
  package var squaredSum = 0.0
  /// Σ |t − o|.
  package var absoluteSum = 0.0
  package var misclassified = 0

  package init() {}

  mutating func add(_ pass: ForwardPass, _ back: BackwardPass, _ topology: Topology) {
    add(outputs: Array(pass.out[topology.outputUnits]), target: back.target, loss: back.loss)
  }

  mutating func add(outputs out: [Double], target: [Double], loss: Double) {
    samples += 1
    outputs += out.count
    lossSum += loss
    for (t, o) in zip(target, out) {
      let error = t - o
      squaredSum += error * error
      absoluteSum += error.magnitude
    }
    if decidedClass(out) != decidedClass(target) { misclassified += 1 }
  }

  package func loss(_ kind: Conventions.EpochLossKind) -> Double {
    kind == .sum || samples == 0 ? lossSum : lossSum / Double(samples)
  }
  package var sse: Double { squaredSum }
  package var mse: Double { samples == 0 ? 0 : squaredSum / Double(samples) }
  package var mae: Double { outputs == 0 ? 0 : absoluteSum / Double(outputs) }
  package var accuracy: Double { samples == 0 ? 0 : 1 - Double(misclassified) / Double(samples) }
}

/// The class that outputs or targets stand for: above 0.5 or not for one output, the first largest of several.
package func decidedClass(_ out: [Double]) -> Int {
  guard out.count > 1 else { return (out.first ?? 0) > 0.5 ? 1 : 0 }
  var best = 0
  for index in out.indices where out[index] > out[best] { best = index }
  return best
}

extension Network {
  /// Loss and errors over samples without learning from them.
  package func measure(inputs: [Double], targets: [Double], _ rule: BackwardRule) -> EpochMeasures {
    var measures = EpochMeasures()
    let width = topology.inputCount
    let height = topology.outputCount
    for sample in 0..<inputs.count / width {
      let pass = forward(
        Array(inputs[sample * width..<(sample + 1) * width]), rule.conventions, precision: rule.precision)
      let target = Array(targets[sample * height..<(sample + 1) * height])
      measures.add(
        outputs: Array(pass.out[topology.outputUnits]), target: target,
        loss: loss(pass, target: target, rule.loss, rule.conventions))
    }
    return measures
  }
}
