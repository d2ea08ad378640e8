import NeuralNetwork

extension NetworkState {
  /// Takes over what an update of the network by `plan` needs to know, so that formulas and numbers agree.
  package mutating func adopt(_ plan: TrainingPlan) {
    conventions = plan.rule.conventions
    loss = plan.rule.loss
    rate = plan.update.rate
  }

  /// Computes every unit for one sample.
  ///
  /// - Parameter inputs: one number per input.
  package mutating func runForward(_ inputs: [Double], _ plan: TrainingPlan) {
    adopt(plan)
    forward = network.forward(inputs, conventions, precision: plan.rule.precision)
    forwardValues = network.values
    backward = nil
    hand.isOn = false
  }

  /// Whether `forward` was computed from the parameters as they are now.
  package var isForwardFresh: Bool { forward != nil && forwardValues == network.values }

  /// Errors, deltas and gradients of the sample that `runForward` computed; adds its gradient to what is gathered.
  ///
  /// - Parameter target: one number per output.
  package mutating func runBackward(_ target: [Double], _ plan: TrainingPlan) {
    guard let forward else { return }
    adopt(plan)
    hand.isOn = false
    var rule = plan.rule
    rule.rate = plan.update.rate
    let back = network.backward(forward, target: target, rule)
    var sum = pendingGradients()
    network.gather(forward, back, rule, into: &sum)
    keep(back.direction)
    gathered = sum
    backward = back
    update = nil
  }

  /// Applies what was gathered.
  package mutating func runUpdate(_ plan: TrainingPlan, _ optimizerState: inout OptimizerState) {
    guard let gathered else { return }
    adopt(plan)
    hand.isOn = false
    update = network.update(gathered, plan.update, &optimizerState)
    self.gathered = nil
    iteration += 1
  }

  /// What is gathered so far; nothing after an update or a change of the network.
  private mutating func pendingGradients() -> GradientSum {
    if let gathered, gathered.sums.count == network.values.count { return gathered }
    directions = []
    return GradientSum(parameters: network.values.count)
  }

  /// Keeps the sample's own direction while the samples are few, for the lines that show how they are put together.
  mutating func keep(_ direction: [Double]) {
    directions.append(direction)
    if directions.count > NetworkState.shownSamples { directions.removeFirst() }
  }

  /// Samples of a batch that are shown one by one.
  package static let shownSamples = 4
}
