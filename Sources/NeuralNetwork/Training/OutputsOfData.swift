import Kernels

extension Network {
  /// The outputs for every sample, samples × outputs; by kernels where they fit, the bits of `forward` in any case.
  ///
  /// - Parameter interrupted: once it holds, the kernels leave out the rest, and the outputs mean nothing.
  package func outputs(
    for data: TrainingData, _ plan: TrainingPlan, interrupted: (() -> Bool)? = nil
  ) -> [Double] {
    var outputs = [Double](repeating: 0, count: data.count * topology.outputCount)
    let isPassed = passThroughKernels(data, plan, &outputs, stop: interrupted == nil ? nil : StopFlag.watched)
    if isPassed || interrupted?() == true { return outputs }
    return PlainEngine(self, plan, OptimizerState()).outputs(data)
  }

  /// Loss and errors over samples without learning from them.
  package func measure(_ data: TrainingData, _ plan: TrainingPlan) -> EpochMeasures {
    measure(data, outputs: outputs(for: data, plan), plan.rule)
  }

  /// What outputs are worth against the targets of the samples.
  ///
  /// - Parameter outputs: of `outputs(for:_:)`.
  package func measure(_ data: TrainingData, outputs: [Double], _ rule: StepRule) -> EpochMeasures {
    let loss = LossRule(rule.loss, topology)
    let isTextbook = rule.conventions.arithmetic == .textbook
    var sum = MeasuresSum(rule.conventions)
    for sample in 0..<data.count {
      let target = data.target(sample)
      let out = outputs[sample * data.targetCount..<(sample + 1) * data.targetCount]
      let wanted = { (index: Int) in target[target.startIndex + index] }
      let found = { (index: Int) in out[out.startIndex + index] }
      let value =
        isTextbook
        ? loss.value(in: TextbookDouble.self, target: wanted, out: found)
        : loss.value(in: FusedDouble.self, target: wanted, out: found)
      sum.add(out: out, target: target, loss: value, data.classification)
    }
    return sum.total
  }

  /// An epoch of a training without updates.
  private func passThroughKernels(
    _ data: TrainingData, _ plan: TrainingPlan, _ outputs: inout [Double], stop: UnsafePointer<Int32>?
  ) -> Bool {
    guard data.count > 0 else { return false }
    let isTextbook = plan.rule.conventions.arithmetic == .textbook
    var quiet = TrainingPlan()
    quiet.rule.precision = plan.rule.precision
    quiet.rule.conventions.arithmetic = plan.rule.conventions.arithmetic
    quiet.rule.conventions.biasSign = plan.rule.conventions.biasSign
    quiet.rule.conventions.biasPlace = plan.rule.conventions.biasPlace
    quiet.rule.loss = topology.outputsAreSoftmax ? .crossEntropy : .halfSquared
    quiet.batch = isTextbook ? 1 : 256
    quiet.threads = plan.threads
    var free = self
    free.frozen = []
    free.shared = []
    guard let run = KernelRun(free, quiet) else { return false }
    var training = nn_training()
    training.samples = data.count
    training.epochs = 1
    training.stop = stop
    (training.power1, training.power2) = (1, 1)
    var values = values
    var state = OptimizerState()
    return run.train(&training, &values, &state, data, order: [], &outputs, updates: false) == nn_outcome_finished
  }
}
