/// An epoch whose samples kernels present: their outputs, by place in the epoch, and what was measured before.
private struct PresentedEpoch {
  var outputs: [Double]
  var order: [Int] = []
  /// Of the samples before `from`.
  var measured = EpochMeasures()
  var from = 0
}

extension Training {
  /// Runs on the kernels to the same numbers as the plain engine; nil, with nothing done, where they do not fit.
  mutating func runOnKernels(_ wanted: KernelTraining.Extent, _ interrupted: () -> Bool) -> TrainingOutcome? {
    guard usesKernels, data.count > 0, let kernel = KernelTraining(network, plan) else { return nil }
    var place = KernelTraining.Place(position: position, powers: adamPowers)
    var epoch = PresentedEpoch(outputs: [], order: order, measured: current, from: position)
    epoch.outputs = [Double](repeating: 0, count: data.count * data.targetCount)
    var finished: PresentedEpoch?
    var left = wanted
    var isCareful = false
    let drawnBefore = random
    var outcome = TrainingOutcome.finished
    running: while !left.isEmpty {
      if interrupted() {
        outcome = .interrupted
        break
      }
      if place.position == 0 {
        epoch.measured = EpochMeasures()
        epoch.from = 0
        if plan.shuffle { epoch.order = random.permutation(data.count) }
      }
      var extent = kernel.extent(within: left, plan, samples: data.count, position: place.position)
      if isCareful, case .epochs = extent { extent = .epochs(1) }
      let before = (network.values, state, place)
      guard
        kernel.advance(
          &network, &state, &place, by: extent, data, order: plan.shuffle ? epoch.order : [], plan,
          outputs: &epoch.outputs)
      else {
        guard place.updates > 0 else {
          random = drawnBefore
          return nil
        }
        outcome = .interrupted
        break
      }
      let epochs = place.epochs - before.2.epochs
      if epochs > 0, !place.isFinite || !network.values.allSatisfy(\.isFinite) {
        if extent.isSeveralEpochs {
          // which epoch it was shows when they are done one by one
          (network.values, state, place) = before
          isCareful = true
          continue
        }
        outcome = .diverged(.loss(.nan))
      }
      left = left.without(epochs: epochs, updates: place.updates - before.2.updates)
      if epochs > 0 {
        let reusable = finished?.outputs ?? epoch.outputs
        finished = epoch
        epoch = PresentedEpoch(outputs: reusable)
      }
      if outcome != .finished { break running }
    }
    progress.epoch += place.epochs
    progress.updates += place.updates
    position = place.position
    if let finished { last = measure(finished, upTo: data.count) }
    if isInsideEpoch {
      order = epoch.order
      current = measure(epoch, upTo: position)
    }
    if case .interrupted = outcome { return outcome }
    if let divergence, !isInsideEpoch || wanted.isUpdates { return .diverged(divergence) }
    return outcome
  }

  private func measure(_ epoch: PresentedEpoch, upTo end: Int) -> EpochMeasures {
    var measures = epoch.measured
    let width = data.targetCount
    let units = network.topology.outputUnits
    var pass = ForwardPass(net: [], out: [Double](repeating: 0, count: network.topology.unitCount))
    for place in epoch.from..<end {
      let target = data.target(plan.shuffle ? epoch.order[place] : place)
      let outputs = epoch.outputs[place * width..<(place + 1) * width]
      pass.out.replaceSubrange(units, with: outputs)
      measures.add(
        outputs: pass.out[units], target: target,
        loss: network.loss(pass, target: Array(target), plan.rule.loss, plan.rule.conventions), data.classification)
    }
    return measures
  }

  /// β₁ᵗ and β₂ᵗ after the updates made, by repeated multiplication.
  private var adamPowers: (Double, Double) {
    guard case .adam(let b1, let b2) = plan.update.optimizer else { return (1, 1) }
    var powers = (1.0, 1.0)
    for _ in 0..<state.updates where powers != (0, 0) { powers = (powers.0 * b1, powers.1 * b2) }
    return powers
  }
}

extension KernelTraining.Extent {
  fileprivate var isEmpty: Bool {
    switch self {
    case .epochs(let count), .updates(let count): count <= 0
    }
  }

  fileprivate var isUpdates: Bool { if case .updates = self { true } else { false } }

  fileprivate var isSeveralEpochs: Bool { if case .epochs(let count) = self { count > 1 } else { false } }

  fileprivate func without(epochs: Int, updates: Int) -> Self {
    switch self {
    case .epochs(let count): .epochs(count - epochs)
    case .updates(let count): .updates(count - updates)
    }
  }
}
