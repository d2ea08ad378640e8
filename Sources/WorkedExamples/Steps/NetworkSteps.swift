import NeuralNetwork

extension NetworkState {
  /// Computes every unit for one sample.
  ///
  /// - Parameter inputs: one number per input.
  package mutating func runForward(_ inputs: [Double], _ rule: StepRule) {
    var pass = forward.take() ?? ForwardPass(net: [], out: [], rule: rule)
    network.forward(inputs, rule, into: &pass)
    forward = pass
    forwardValues = network.values
    if let earlier = backward.take() { spare = earlier }
    hand.isOn = false
  }

  /// Whether `forward` was computed from the parameters as they are now.
  package var isForwardFresh: Bool { forward != nil && forwardValues == network.values }

  /// Computes errors, deltas and gradients of the sample of `runForward`, and adds its gradient to those gathered.
  ///
  /// - Parameter target: one number per output.
  package mutating func runBackward(_ target: [Double], _ rule: StepRule) {
    guard let forward else { return }
    let sum = pendingGradients()
    var back = backward.take() ?? spare.take() ?? .empty(rule)
    network.backward(forward, target: target, rule, into: &back)
    gather(forward, consume back, rule, into: sum)
  }

  /// The same for a unit's output instead of the loss.
  package mutating func runBackward(from unit: Int, _ rule: StepRule) {
    guard let forward else { return }
    gather(forward, network.backward(forward, from: unit, rule), rule, into: pendingGradients())
  }

  private mutating func gather(
    _ forward: ForwardPass, _ back: consuming BackwardPass, _ rule: StepRule, into sum: consuming GradientSum
  ) {
    hand.isOn = false
    network.gather(forward, back, rule, into: &sum)
    keep(back.direction)
    gathered = sum
    backward = back
    update = nil
  }

  /// Updates the parameters with the gathered gradients.
  package mutating func runUpdate(_ rule: StepRule) {
    guard let gathered else { return }
    hand.isOn = false
    update = network.update(gathered, rule, &optimizerState)
    self.gathered = nil
    progress.updates += 1
  }

  /// The gradients gathered so far, taken out of the state; empty after an update or a change of the network.
  private mutating func pendingGradients() -> GradientSum {
    if let gathered = gathered.take(), gathered.sums.count == network.values.count { return gathered }
    directions.removeAll(keepingCapacity: true)
    let memory = update?.direction ?? []
    update = nil
    return GradientSum(parameters: network.values.count, in: consume memory)
  }

  /// Keeps the sample's own direction for the lines that show how a few samples are combined.
  mutating func keep(_ direction: [Double]) {
    directions.append(direction)
    if directions.count > NetworkState.shownSamples { directions.removeFirst() }
  }

  /// The maximum number of samples in a batch that are shown one by one.
  package static let shownSamples = 4
}
