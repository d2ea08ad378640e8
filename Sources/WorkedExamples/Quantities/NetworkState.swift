import NeuralNetwork

/// A network and the results of the last commands: the record from which every line is printed.
package struct NetworkState: Sendable {
  package var network: Network
  package var forward: ForwardPass?
  /// The index of the sample in `forward`, if it is from the data.
  package var currentSample: Int?
  /// The parameters that `forward` was computed from.
  package var forwardValues: [Double]?
  /// The backward pass for the sample in `forward`; nil until it has run.
  package var backward: BackwardPass?
  /// An earlier backward pass, in whose memory the next is computed.
  var spare: BackwardPass?
  /// The sum of gradients since the last update.
  package var gathered: GradientSum?
  /// The directions (−∂E/∂w) of the last few samples in `gathered`, or in `update`.
  package var directions: [[Double]] = []
  package var update: UpdateRecord?
  package var optimizerState = OptimizerState()
  /// The measures of the last training epoch or the last test.
  package var measures: EpochMeasures?
  package var progress = TrainingProgress()
  package var samples = 0
  /// The decimals of hand arithmetic.
  package var hand = HandRecord()

  package init(_ network: Network) { self.network = network }

  /// The settings of the last pass or update; the defaults if there is none.
  package var rule: StepRule {
    (backward == nil ? forward?.rule : update?.rule ?? backward?.rule) ?? StepRule()
  }

  /// The settings with which errors, deltas and gradients were computed.
  var backwardRule: StepRule { backward?.rule ?? rule }

  /// Changes the settings recorded with the passes and the update.
  mutating func changeRules(_ change: (inout StepRule) -> Void) {
    if var pass = forward {
      change(&pass.rule)
      forward = pass
    }
    if var back = backward {
      change(&back.rule)
      backward = back
    }
    if var sum = gathered {
      change(&sum.rule)
      gathered = sum
    }
    if var record = update {
      change(&record.rule)
      update = record
    }
  }

  /// Changes the network in place, and clears the step.
  package mutating func change(_ change: (inout Network) throws -> Void) rethrows {
    if hasStep { forgetStep() }
    try change(&network)
  }

  /// Whether there is something that `forgetStep` clears. Mutating so that it looks at the state in its place: a copy
  /// takes longer than to set a weight.
  private var hasStep: Bool {
    mutating get {
      forward != nil || currentSample != nil || forwardValues != nil || backward != nil || gathered != nil
        || !directions.isEmpty || update != nil
    }
  }

  /// The network, if a change of its parameters changes nothing else: there is no step to forget, and no parameter is
  /// tied.
  package var networkAlone: Network? {
    mutating get { hasStep || !network.shared.isEmpty ? nil : network }
  }

  /// Clears the passes, the gathered gradients and the last update.
  package mutating func forgetStep() {
    forward = nil
    currentSample = nil
    forwardValues = nil
    backward = nil
    spare = nil
    gathered = nil
    directions = []
    update = nil
  }

  /// The value of a quantity; nil if it is not known yet.
  package func value(_ quantity: Quantity) -> Double? {
    switch quantity {
    case .unit(let unit, let part): value(unit, part)
    case .parameter(let parameter, let part): value(parameter, part)
    case .whole(let part): value(part)
    }
  }

  /// The value in a line of a step: after `backward`, a gradient is that of the current sample.
  func valueInLine(_ quantity: Quantity) -> Double? {
    if case .parameter(let parameter, .gradient) = quantity, update == nil,
      let direction = backward?.direction[parameter]
    {
      return direction == 0 ? 0 : -direction
    }
    return value(quantity)
  }

  private func value(_ unit: Int, _ part: UnitPart) -> Double? {
    switch part {
    case .out: forward?.out[unit]
    case .net: forward?.net[unit]
    case .target: backward?.seed == nil ? backward?.target[unit - network.topology.outputUnits.lowerBound] : nil
    case .error: backward?.error[unit].signed(backward?.rule.conventions.sign)
    case .derivative: backward?.derivative[unit]
    case .delta: backward?.delta[unit].signed(backward?.rule.conventions.sign)
    case .gradient:
      backward.map { back in
        if hand.isOn, let decimal = hand.decimals[.unit(unit, .gradient)] { return decimal.double }
        return unit < network.topology.inputCount ? inputGradient(unit, back) : 0 - back.error[unit]
      }
    }
  }

  /// ∂E/∂out of an input: −Σ weight·delta over the units it feeds, with the weights of the pass.
  private func inputGradient(_ unit: Int, _ back: BackwardPass) -> Double {
    let weights = forwardValues ?? network.values
    let isTextbook = back.rule.conventions.arithmetic == .textbook
    let sum = network.topology.targets(of: unit).reduce(0.0) { sum, link in
      let (weight, delta) = (weights[link.parameter], back.delta[link.unit])
      return isTextbook
        ? TextbookDouble.multiplyAdd(weight, delta, sum) : FusedDouble.multiplyAdd(weight, delta, sum)
    }
    return 0 - sum
  }

  private func value(_ parameter: Int, _ part: ParameterPart) -> Double? {
    switch part {
    case .value: network.values[parameter]
    case .gradient:
      if let batch = gathered?.rule.conventions.batch {
        (gathered?.direction(of: parameter, batch, shared: network.shared)).map { -$0 }
      } else {
        (update?.direction[parameter]).map { -$0 }
      }
    case .change: (update?.old[parameter]).map { network.values[parameter] - $0 }
    case .old: update?.old[parameter] ?? (isUpdatePending ? network.values[parameter] : nil)
    case .new: update != nil ? network.values[parameter] : proposed(parameter)
    default: update?.value(part, of: parameter)
    }
  }

  /// Whether hidden errors use weights of the next update, as under `convention update in-order`.
  private var isUpdatePending: Bool { backward?.rule.conventions.update == .inOrder && update == nil }

  private func proposed(_ parameter: Int) -> Double? {
    guard isUpdatePending, let backward else { return nil }
    if let decimal = hand.decimals[.parameter(parameter, .new)], hand.isOn { return decimal.double }
    let value = network.values[parameter]
    if network.frozen.contains(parameter) { return value }
    let (conventions, rate) = (backward.rule.conventions, backward.rule.rate)
    let direction = backward.direction[parameter]
    if conventions.effectiveProduct != .gradient, let forward,
      case .weight(let source, let target) = network.topology.role(of: parameter)
    {
      let (delta, out) = (backward.delta[target], forward.out[source])
      return conventions.product == .out
        ? TextbookDouble.multiplyAdd(rate * out, delta, value) : TextbookDouble.multiplyAdd(rate * delta, out, value)
    }
    return conventions.arithmetic == .textbook
      ? TextbookDouble.multiplyAdd(rate, direction, value) : FusedDouble.multiplyAdd(rate, direction, value)
  }

  package func value(_ part: WholePart) -> Double? {
    switch part {
    case .loss: backward?.loss ?? measures?.loss
    case .sse: measures?.sse ?? squaredError
    case .mse: measures?.mse ?? squaredError
    case .mae: measures?.mae ?? absoluteError
    case .epoch: Double(progress.epoch)
    case .iteration: Double(progress.updates)
    case .rate: update?.rule.rate ?? (forward == nil ? nil : rule.rate)
    case .samples: Double(samples)
    case .misclassified: measures.map { Double($0.misclassified) }
    case .accuracy: measures.map(\.accuracy)
    case .parameters: Double(network.topology.parameterCount)
    }
  }

  private var squaredError: Double? {
    backward.flatMap { back in back.seed == nil ? outputErrors(back).reduce(0) { $0 + $1 * $1 } : nil }
  }

  private var absoluteError: Double? {
    backward.flatMap { back in
      guard back.seed == nil else { return nil }
      return outputErrors(back).reduce(0) { $0 + $1.magnitude } / Double(network.topology.outputCount)
    }
  }

  private func outputErrors(_ back: BackwardPass) -> [Double] {
    guard let forward else { return [] }
    return zip(back.target, forward.out[network.topology.outputUnits]).map { $0 - $1 }
  }
}

extension Double {
  /// The record has −∂E/∂out and −∂E/∂net; `convention sign gradient` shows ∂E/∂out and ∂E/∂net.
  fileprivate func signed(_ sign: Conventions.Sign?) -> Double { sign == .gradient && self != 0 ? -self : self }
}
