import NeuralNetwork

extension NetworkState {
  /// Computes every unit for one sample.
  ///
  /// - Parameter inputs: one number per input.
  package mutating func runForward(_ inputs: [Double], _ rule: StepRule) {
    forward = network.forward(inputs, rule)
    forwardValues = network.values
    backward = nil
    hand.isOn = false
  }

  /// Whether `forward` was computed from the parameters as they are now.
  package var isForwardFresh: Bool { forward != nil && forwardValues == network.values }

  /// Computes errors, deltas and gradients of the sample of `runForward`, and adds its gradient to those gathered.
  ///
  /// - Parameter target: one number per output.
  package mutating func runBackward(_ target: [Double], _ rule: StepRule) {
    guard let forward else { return }
    hand.isOn = false
    let back = network.backward(forward, target: target, rule)
    var sum = pendingGradients()
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

  /// The gradients gathered so far; empty after an update or a change of the network.
  private mutating func pendingGradients() -> GradientSum {
    if let gathered, gathered.sums.count == network.values.count { return gathered }
    directions = []
    return GradientSum(parameters: network.values.count)
  }

  /// Keeps the sample's own direction for the lines that show how a few samples are combined.
  mutating func keep(_ direction: [Double]) {
    directions.append(direction)
    if directions.count > NetworkState.shownSamples { directions.removeFirst() }
  }

  /// The maximum number of samples in a batch that are shown one by one.
  package static let shownSamples = 4
}
