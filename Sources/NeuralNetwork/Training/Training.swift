/// A training that can stop after any update and go on there: the network, the optimizer's memory and how far
/// the epoch has come.
package struct Training: Sendable {
  package private(set) var network: Network
  package private(set) var state: OptimizerState
  package private(set) var plan: TrainingPlan
  package private(set) var progress: TrainingProgress
  /// Of the last epoch that was finished.
  package private(set) var last: EpochMeasures?
  package let data: TrainingData
  /// What patience watches; nil for the training's own loss.
  private let watched: TrainingData?
  private var epoch: EpochUnderWay
  private var stops = StopState()

  package init(
    _ network: Network, _ data: TrainingData, watched: TrainingData? = nil, plan: TrainingPlan,
    state: OptimizerState = OptimizerState(), random: RandomNumbers = .initial,
    progress: TrainingProgress = TrainingProgress()
  ) {
    self.network = network
    self.data = data
    self.watched = watched
    self.plan = plan
    self.state = state
    self.progress = progress
    epoch = EpochUnderWay(
      order: progress.schedule.order, sum: MeasuresSum(plan.rule.conventions), random: random)
  }

  package var random: RandomNumbers { epoch.random }

  /// Whether an epoch has begun and is not over.
  package var isInsideEpoch: Bool { epoch.position > 0 }

  /// Samples of the epoch under way that have been presented.
  package var presented: Int { epoch.position }

  /// What the samples of the epoch under way have given so far.
  package var partial: EpochMeasures? { isInsideEpoch ? epoch.sum.total : nil }

  /// The rate in force.
  package var rate: Double { progress.schedule.rate ?? plan.rule.rate }

  /// Takes what may have changed since a training stopped; the position in the epoch stays.
  package mutating func resume(
    _ network: Network, plan: TrainingPlan, state: OptimizerState, random: RandomNumbers, schedule: ScheduleState
  ) {
    self.network = network
    self.plan = plan
    self.state = state
    epoch.random = random
    progress.schedule = schedule
  }

  /// Trains until so many epochs are finished, the one under way among them.
  ///
  /// - Parameters:
  ///   - interrupted: asked between updates, some thousand times a second.
  ///   - look: gets what each finished epoch came to; true ends the run. Without it epochs can be passed unmeasured.
  package mutating func runEpochs(
    _ count: Int, interrupted: () -> Bool = { false }, look: ((EpochReport) -> Bool)? = nil
  ) -> TrainingOutcome {
    run(epochs: count, updates: .max, look, interrupted)
  }

  /// Makes so many updates, ending epochs and beginning them as they come.
  package mutating func runUpdates(
    _ count: Int, interrupted: () -> Bool = { false }, look: ((EpochReport) -> Bool)? = nil
  ) -> TrainingOutcome {
    run(epochs: .max, updates: count, look, interrupted)
  }

  private mutating func run(
    epochs: Int, updates: Int, _ look: ((EpochReport) -> Bool)?, _ interrupted: () -> Bool
  ) -> TrainingOutcome {
    let engine = makeEngine()
    let outcome = run(engine, epochs: epochs, updates: updates, look, interrupted)
    engine.store(&network.values, &state)
    return outcome
  }

  private mutating func run(
    _ engine: any TrainingEngine, epochs: Int, updates: Int, _ look: ((EpochReport) -> Bool)?,
    _ interrupted: () -> Bool
  ) -> TrainingOutcome {
    let (lastUpdate, isFar) = progress.updates.addingReportingOverflow(updates)
    let end = isFar ? Int.max : lastUpdate
    var left = epochs
    let setRate = plan.rule.rate
    while left > 0, progress.updates < end {
      let rate = progress.schedule.rate ?? setRate
      if look == nil, let kernels = engine as? KernelEngine, !epoch.hasBegun {
        let isInterrupted = passEpochs(kernels, &left, rate, updates: end - progress.updates, interrupted)
        if isInterrupted { return .interrupted }
      }
      if !epoch.hasBegun { beginEpoch() }
      progress.updates += engine.present(
        &epoch, data, rate: rate, updates: end - progress.updates, interrupted: interrupted)
      guard epoch.position == data.count else {
        if let found = engine.divergence { return .diverged(found) }
        return progress.updates < end ? .interrupted : .finished
      }
      let reason = endEpoch(engine)
      if let found = engine.divergence { return .diverged(found) }
      if let loss = last?.lossSum, !loss.isFinite { return .diverged(.loss(loss)) }
      if let reason { return .stopped(reason) }
      if let look, let last, look(EpochReport(progress: progress, measures: last, rate: rate)) { return .ended }
      left -= 1
    }
    return .finished
  }

  /// Leaves all but the last of the epochs to the kernels unmeasured, where nothing looks at what is between them.
  private mutating func passEpochs(
    _ kernels: KernelEngine, _ left: inout Int, _ rate: Double, updates: Int, _ interrupted: () -> Bool
  ) -> Bool {
    let size = plan.batch ?? data.count
    let epochs = min(left, updates / max(1, (data.count + size - 1) / size)) - 1
    guard plan.schedule == .constant, plan.stop.isEmpty, kernels.passesEpochs, epochs > 0, data.count > 0 else {
      return false
    }
    let passed = kernels.passEpochs(epochs, &epoch, data, rate: rate, interrupted: interrupted)
    keepOrder()
    progress.epoch += passed.epochs
    progress.updates += passed.updates
    left -= passed.epochs
    if passed.isInterrupted, passed.epochs > 0 {
      let measures = kernels.measuresOfPassedEpoch(data)
      last = measures
      progress.schedule.previousLoss = measures.loss
    }
    return passed.isInterrupted
  }

  private mutating func beginEpoch() {
    epoch.hasBegun = true
    epoch.sum = MeasuresSum(plan.rule.conventions)
    epoch.drawOrder(plan.shuffle, data.count)
    keepOrder()
  }

  /// Only an order that is shuffled further outlives its epoch.
  private mutating func keepOrder() { progress.schedule.order = plan.shuffle == .inPlace ? epoch.order : nil }

  /// Measures the epoch, sets the rate of the next one and looks at the rules that stop.
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
      watched: { watched.map { engine.measure($0).loss } ?? loss },
      gradient: plan.stop.gradient == nil ? 0 : engine.gradientLength)
  }
}
