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
    var outputs = [Double](repeating: 0, count: data.count * topology.outputCount)
    let isDone = runForwardOnKernels(data, plan, &outputs, stop: interrupted == nil ? nil : Limits.interruptFlag)
    if isDone || interrupted?() == true { return outputs }
    return PlainEngine(self, plan, OptimizerState()).outputs(data)
  }

  /// Loss and errors over samples, without updates.
  package func measure(_ data: TrainingData, _ plan: TrainingPlan) -> EpochMeasures {
    measure(data, outputs: outputs(for: data, plan), plan.rule)
  }

  /// Loss and errors of outputs against the targets of the samples.
  ///
  /// - Parameter outputs: samples × outputs, from `outputs(for:_:)`.
  package func measure(_ data: TrainingData, outputs: [Double], _ rule: StepRule) -> EpochMeasures {
    let loss = LossRule(rule.loss, topology)
    let isTextbook = rule.conventions.arithmetic == .textbook
    var sum = MeasuresSum(rule.conventions)
    for sample in 0..<data.count {
      let target = data.target(sample)
      let out = outputs[sample * data.targetCount..<(sample + 1) * data.targetCount]
      let expected = { (index: Int) in target[target.startIndex + index] }
      let found = { (index: Int) in out[out.startIndex + index] }
      let value =
        isTextbook
        ? loss.value(in: TextbookDouble.self, target: expected, out: found)
        : loss.value(in: FusedDouble.self, target: expected, out: found)
      sum.add(out: out, target: target, loss: value, data.classification)
    }
    return sum.total
  }

  /// Computes the outputs by the kernels, as an epoch without updates; false if that is not possible.
  private func runForwardOnKernels(
    _ data: TrainingData, _ plan: TrainingPlan, _ outputs: inout [Double], stop: UnsafePointer<Int32>?
  ) -> Bool {
    guard data.count > 0 else { return false }
    let isTextbook = plan.rule.conventions.arithmetic == .textbook
    var forwardPlan = TrainingPlan()
    forwardPlan.rule.precision = plan.rule.precision
    forwardPlan.rule.conventions.arithmetic = plan.rule.conventions.arithmetic
    forwardPlan.rule.conventions.biasSign = plan.rule.conventions.biasSign
    forwardPlan.rule.conventions.biasPosition = plan.rule.conventions.biasPosition
    forwardPlan.rule.loss = topology.outputsAreSoftmax ? .crossEntropy : .halfSquared
    forwardPlan.batch = isTextbook ? 1 : 256
    forwardPlan.threads = plan.threads
    var free = self
    free.frozen = []
    free.shared = []
    guard let run = KernelRun(free, forwardPlan) else { return false }
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
