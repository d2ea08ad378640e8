/// A training that can stop after any update and resume there: the network, the optimizer's state and the current
/// epoch.
package struct Training: Sendable {
  package private(set) var network: Network
  package private(set) var state: OptimizerState
  package private(set) var plan: TrainingPlan
  package private(set) var progress: TrainingProgress
  /// The measures of the last finished epoch.
  package private(set) var last: EpochMeasures?
  package let data: TrainingData
  /// The steps in another arithmetic; nil for the engine's.
  package private(set) var steps: (any TrainingSteps)?
  /// The samples whose loss patience monitors; nil for the training's own loss.
  private let watched: TrainingData?
  private var epoch: EpochProgress
  private var stops = StopState()
  /// The engine of the last run, whose numbers are those of the training; another copy of the training must not use it.
  private var engine: KeptEngine?
  /// The last samples read of streamed data.
  private var block: SampleBlock?
  /// Why streamed data could not be read.
  private var unreadable: SampleStreamError?

  package init(
    _ network: Network, _ data: TrainingData, watched: TrainingData? = nil, plan: TrainingPlan,
    state: OptimizerState = OptimizerState(), random: RandomNumbers = .initial,
    progress: TrainingProgress = TrainingProgress(), steps: (any TrainingSteps)? = nil
  ) {
    self.network = network
    self.steps = steps
    self.data = data
    self.watched = watched
    self.plan = plan
    self.state = state
    self.progress = progress
    epoch = EpochProgress(
      order: progress.schedule.order, sum: MeasuresSum(plan.rule), random: random)
  }

  package var random: RandomNumbers { epoch.random }

  /// Whether an epoch is unfinished.
  package var isInsideEpoch: Bool { epoch.position > 0 }

  /// What the training knows besides its network, plan and progress.
  package var position: TrainingPosition {
    get {
      var position = TrainingPosition()
      (position.hasBegun, position.presented, position.order) = (epoch.hasBegun, epoch.position, epoch.order)
      (position.measures, position.losses) = (epoch.sum.measures, epoch.sum.losses)
      position.last = last
      (position.lowest, position.epochsWithoutLowest) = (stops.lowest, stops.epochsWithoutLowest)
      return position
    }
    set {
      (epoch.hasBegun, epoch.position, epoch.order) = (newValue.hasBegun, newValue.presented, newValue.order)
      epoch.sum = MeasuresSum(newValue.measures, losses: newValue.losses, plan.rule)
      last = newValue.last
      stops = StopState(lowest: newValue.lowest, epochsWithoutLowest: newValue.epochsWithoutLowest)
    }
  }

  /// The number of samples of the current epoch that have been presented.
  package var presented: Int { epoch.position }

  /// The sample at a position of the current epoch, or of the last one if none has begun.
  package func sample(at position: Int) -> Int { epoch.order.map { $0[position] } ?? position }

  /// The measures of the current epoch so far; nil between epochs.
  package var partial: EpochMeasures? { isInsideEpoch ? epoch.sum.total : nil }

  /// The current learning rate.
  package var rate: Double { progress.schedule.rate ?? plan.rule.rate }

  /// Takes over what may have changed since the training stopped; the position in the epoch is kept.
  package mutating func resume(
    _ network: Network, plan: TrainingPlan, state: OptimizerState, random: RandomNumbers, schedule: ScheduleState,
    steps: (any TrainingSteps)?
  ) {
    self.network = network
    self.steps = steps
    self.plan = plan
    self.state = state
    epoch.random = random
    progress.schedule = schedule
    engine = nil
  }

  /// Frees the memory that only further runs need.
  package mutating func rest() { (engine, block) = (nil, nil) }

  /// Trains until `count` epochs are finished, including the current one.
  ///
  /// - Parameters:
  ///   - interrupted: called between updates, some thousand times a second; true interrupts the run.
  ///   - onEpoch: called after each finished epoch; true ends the run. Without it, epochs can run unmeasured.
  package mutating func runEpochs(
    _ count: Int, interrupted: () -> Bool = { false }, onEpoch: ((EpochReport) -> Bool)? = nil
  ) -> TrainingOutcome {
    run(epochs: count, updates: .max, onEpoch, interrupted)
  }

  /// Makes `count` updates, across epochs.
  package mutating func runUpdates(
    _ count: Int, interrupted: () -> Bool = { false }, onEpoch: ((EpochReport) -> Bool)? = nil
  ) -> TrainingOutcome {
    run(epochs: .max, updates: count, onEpoch, interrupted)
  }

  private mutating func run(
    epochs: Int, updates: Int, _ onEpoch: ((EpochReport) -> Bool)?, _ interrupted: () -> Bool
  ) -> TrainingOutcome {
    let isOwn = engine != nil && isKnownUniquelyReferenced(&engine)
    let kept = isOwn ? engine.take() ?? KeptEngine(makeEngine()) : KeptEngine(makeEngine())
    let outcome = run(kept.engine, epochs: epochs, updates: updates, onEpoch, interrupted)
    // An engine in single precision rounds them to compute with them.
    let frozen = network.frozen.map { ($0, network.values[$0]) }
    kept.engine.store(&network.values, &state)
    for (parameter, value) in frozen { network.values[parameter] = value }
    if let stepwise = kept.engine as? StepwiseEngine { steps = stepwise.steps }
    engine = kept
    return outcome
  }

  private mutating func run(
    _ engine: any TrainingEngine, epochs: Int, updates: Int, _ onEpoch: ((EpochReport) -> Bool)?,
    _ interrupted: () -> Bool
  ) -> TrainingOutcome {
    let (lastUpdate, overflows) = progress.updates.addingReportingOverflow(updates)
    let end = overflows ? Int.max : lastUpdate
    var left = epochs
    let setRate = plan.rule.rate
    while left > 0, progress.updates < end {
      let rate = progress.schedule.rate ?? setRate
      var unmeasured: KernelEngine?
      if onEpoch == nil, let kernels = engine as? KernelEngine, !epoch.hasBegun, !data.isStreamed {
        let epoch = progress.epoch
        let isInterrupted = runUnmeasuredEpochs(kernels, &left, rate, updates: end - progress.updates, interrupted)
        if isInterrupted { return .interrupted }
        if progress.epoch > epoch {
          unmeasured = kernels
          kernels.keepUnmeasured()
        }
      }
      if !epoch.hasBegun { beginEpoch() }
      progress.updates += present(engine, rate, updates: end - progress.updates, interrupted)
      guard epoch.position == data.count else {
        if let unreadable { return .unreadable(unreadable) }
        if let found = engine.divergence { return .diverged(found) }
        if let unmeasured { takeMeasures(ofLastEpochOf: unmeasured) }
        return progress.updates < end ? .interrupted : .finished
      }
      let reason = endEpoch(engine)
      if let found = engine.divergence { return .diverged(found) }
      if let loss = last?.lossSum, !loss.isFinite { return .diverged(.loss(loss)) }
      if let reason { return .stopped(reason) }
      if let onEpoch, let last, onEpoch(EpochReport(progress: progress, measures: last, rate: rate)) { return .ended }
      left -= 1
    }
    return .finished
  }

  /// Presents samples from the current position on; streamed ones block by block. Returns the updates made.
  private mutating func present(
    _ engine: any TrainingEngine, _ rate: Double, updates: Int, _ interrupted: () -> Bool
  ) -> Int {
    guard data.isStreamed else {
      return engine.present(&epoch, data, rate: rate, updates: updates, interrupted: interrupted)
    }
    unreadable = nil
    var made = 0
    while epoch.position < data.count, made < updates, !interrupted() {
      do throws(SampleStreamError) {
        let samples = try data.block(from: epoch.position, batch: plan.batch, &block)
        let start = epoch.position
        epoch.position = 0
        defer { epoch.position += start }
        let more = engine.present(&epoch, samples, rate: rate, updates: updates - made, interrupted: interrupted)
        made += more
        if more == 0 { break }
      } catch {
        unreadable = error == .interrupted ? nil : error
        break
      }
    }
    return made
  }

  /// Runs all but the last epoch on the kernels without measuring them, if nothing depends on their measures.
  private mutating func runUnmeasuredEpochs(
    _ kernels: KernelEngine, _ left: inout Int, _ rate: Double, updates: Int, _ interrupted: () -> Bool
  ) -> Bool {
    let size = plan.batch ?? data.count
    let epochs = min(left, updates / max(1, (data.count + size - 1) / size)) - 1
    guard plan.schedule == .constant, plan.stop.isEmpty, kernels.canRunUnmeasured, epochs > 0, data.count > 0 else {
      return false
    }
    let run = kernels.runUnmeasuredEpochs(epochs, &epoch, data, rate: rate, interrupted: interrupted)
    keepOrder()
    progress.epoch += run.epochs
    progress.updates += run.updates
    left -= run.epochs
    if run.isInterrupted, run.epochs > 0 {
      kernels.keepUnmeasured()
      takeMeasures(ofLastEpochOf: kernels)
    }
    return run.isInterrupted
  }

  private mutating func takeMeasures(ofLastEpochOf kernels: KernelEngine) {
    let measures = kernels.measuresOfLastUnmeasuredEpoch(data)
    last = measures
    progress.schedule.previousLoss = measures?.loss
  }

  private mutating func beginEpoch() {
    epoch.hasBegun = true
    epoch.sum = MeasuresSum(plan.rule)
    epoch.drawOrder(plan.shuffle, data.count)
    keepOrder()
  }

  /// Keeps the order for the next epoch if that shuffles it further.
  private mutating func keepOrder() { progress.schedule.order = plan.shuffle == .inPlace ? epoch.order : nil }

  /// Measures the epoch, sets the rate of the next one and applies the stopping rules.
  private mutating func endEpoch(_ engine: any TrainingEngine) -> StopReason? {
    progress.epoch += 1
    epoch.position = 0
    epoch.hasBegun = false
    let measures = plan.rule.conventions.epochLossTime == .after ? engine.measure(data) : epoch.sum.total
    last = measures
    let loss = measures.loss
    let previous = progress.schedule.previousLoss
    progress.schedule.previousLoss = loss
    if plan.schedule != .constant {
      progress.schedule.rate = plan.schedule.rate(
        base: plan.rule.rate, current: rate, epoch: progress.epoch, loss: loss, previous: previous)
    }
    guard !plan.stop.isEmpty else { return nil }
    return stops.reason(
      plan.stop, loss: loss, previous: previous,
      watched: { [watched] in watched.map { engine.measure($0).loss } ?? loss },
      gradient: plan.stop.gradient == nil ? 0 : engine.gradientNorm)
  }
}

/// An engine that one copy of a training uses at a time, see `Training.run`.
private final class KeptEngine: @unchecked Sendable {
  let engine: any TrainingEngine

  init(_ engine: any TrainingEngine) { self.engine = engine }
}
