import Expressions
import Kernels

extension Network {
  /// The outputs for all samples (samples × outputs), by the kernels if possible, with the bits of `forward` in any
  /// case.
  ///
  /// - Parameter interrupted: once true, the rest is skipped and the outputs are meaningless.
  package func outputs(
    for data: TrainingData, _ plan: TrainingPlan, interrupted: (() -> Bool)? = nil
  ) -> [Double] {
    ForwardRun(self, plan).outputs(values, for: data, interrupted: interrupted)
  }

  /// Loss and errors over samples, without updates.
  ///
  /// - Parameter interrupted: once true, the rest is skipped and the measures are meaningless.
  package func measure(
    _ data: TrainingData, _ plan: TrainingPlan, interrupted: (() -> Bool)? = nil
  ) -> EpochMeasures {
    var sum = MeasuresOfData(self, plan.rule)
    sum.add(data, outputs: outputs(for: data, plan, interrupted: interrupted), interrupted: interrupted)
    return sum.total
  }

  /// Loss and errors of outputs against the targets of the samples.
  ///
  /// - Parameter outputs: samples × outputs, from `outputs(for:_:)`.
  package func measure(_ data: TrainingData, outputs: [Double], _ rule: StepRule) -> EpochMeasures {
    var sum = MeasuresOfData(self, rule)
    sum.add(data, outputs: outputs)
    return sum.total
  }
}

/// The measures of a network over data, added part by part.
package struct MeasuresOfData {
  private let loss: LossRule
  private let rule: StepRule
  private var sum: MeasuresSum

  package init(_ network: Network, _ rule: StepRule) {
    loss = LossRule(rule.loss, network.topology)
    sum = MeasuresSum(rule)
    self.rule = rule
  }

  package var total: EpochMeasures { sum.total }

  /// - Parameters:
  ///   - outputs: samples × outputs, from `outputs(for:_:)`.
  ///   - interrupted: once true, the rest is skipped.
  package mutating func add(_ data: TrainingData, outputs: [Double], interrupted: (() -> Bool)? = nil) {
    for sample in 0..<data.count {
      if let interrupted, sample & 0xFFF == 0, interrupted() { return }
      let target = data.target(sample)
      let out = outputs[sample * data.targetCount..<(sample + 1) * data.targetCount]
      let expected = { (index: Int) in target[target.startIndex + index] }
      let found = { (index: Int) in out[out.startIndex + index] }
      let value =
        switch (rule.conventions.arithmetic, rule.precision) {
        case (.fused, .double): loss.value(in: FusedDouble.self, target: expected, out: found)
        case (.fused, .single): loss.value(in: FusedSingle.self, target: expected, out: found)
        case (.textbook, .double): loss.value(in: TextbookDouble.self, target: expected, out: found)
        case (.textbook, .single): loss.value(in: TextbookSingle.self, target: expected, out: found)
        }
      sum.add(out: out, target: target, loss: value, data.classification)
    }
  }
}

/// Forward passes of one network over data, with parameters that are given each time.
struct ForwardRun {
  private let network: Network
  private let plan: TrainingPlan
  /// An epoch without updates; nil if the kernels do not support the network or the plan.
  private let kernels: KernelRun?

  init(_ network: Network, _ plan: TrainingPlan) {
    self.network = network
    self.plan = plan
    let conventions = plan.rule.conventions
    var forwardPlan = TrainingPlan()
    forwardPlan.rule.precision = plan.rule.precision
    forwardPlan.rule.conventions.arithmetic = conventions.arithmetic
    forwardPlan.rule.conventions.biasSign = conventions.biasSign
    forwardPlan.rule.conventions.biasPosition = conventions.biasPosition
    forwardPlan.rule.loss = network.topology.outputsAreSoftmax ? .crossEntropy : .halfSquared
    forwardPlan.batch = conventions.arithmetic == .textbook ? 1 : 256
    forwardPlan.threads = plan.threads
    var free = network
    free.frozen = []
    free.shared = []
    kernels = KernelRun(free, forwardPlan)
  }

  /// See `Network.outputs(for:_:interrupted:)`.
  func outputs(_ values: [Double], for data: TrainingData, interrupted: (() -> Bool)? = nil) -> [Double] {
    var outputs = [Double](repeating: 0, count: data.count * network.topology.outputCount)
    if let kernels, data.count > 0 {
      var training = nn_training()
      training.samples = data.count
      training.epochs = 1
      training.stop = interrupted == nil ? nil : Limits.interruptFlag
      (training.power1, training.power2) = (1, 1)
      var values = values
      var state = OptimizerState()
      let outcome = kernels.train(&training, &values, &state, data, order: [], &outputs, updates: false)
      if outcome == nn_outcome_finished { return outputs }
    }
    if interrupted?() == true { return outputs }
    var network = network
    network.values = values
    return PlainEngine(network, plan, OptimizerState()).outputs(data, interrupted: interrupted)
  }
}
