import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// A training of the network with the current settings, at the beginning of an epoch.
  func training(of network: Network, on samples: SampleSet) -> Training {
    Training(
      network, TrainingData(samples, samples.trainingRange),
      watched: samples.testCount > 0 ? TrainingData(samples, samples.testRange) : nil, plan: session.settings.plan,
      state: session.state?.optimizerState ?? OptimizerState(), random: session.random,
      progress: session.state?.progress ?? TrainingProgress(), steps: session.handSteps)
  }

  /// Updates a stopped training with what commands have changed since.
  func refresh(_ training: inout Training) {
    training.resume(
      session.state?.network ?? training.network, plan: session.settings.plan,
      state: session.state?.optimizerState ?? training.state, random: session.random,
      schedule: session.state?.progress.schedule ?? ScheduleState(), steps: session.handSteps)
  }

  /// Trains until the goal, a condition or an interruption, and leaves the result in the session.
  ///
  /// - Throws: `Fault` of kind divergence; `Interrupted` with the session's training kept.
  func train(_ run: inout TrainingRun, at range: SourceRange) throws {
    if options.isDry { run.goal = .epoch(run.training.progress.epoch + 1) }
    if run.training.steps != nil { try session.requireTrainableByHand(range) }
    let watch = Stopwatch()
    defer { unsavedSeconds += watch.seconds }
    let start = TrainingReplay.Start(run)
    let conditions = EpochConditions(until: run.until, breaks: session.breaks, scope)
    var table = sampleTable(run.training)
    var ending: String?
    output.beginProgress()
    defer { output.progress?.end() }
    while ending == nil, !run.isOver {
      let rate = run.training.rate
      let epoch = run.training.progress.epoch
      let outcome = advance(&run, conditions, &table)
      if outcome != .interrupted, run.beginning == nil, let loss = run.training.last?.loss {
        run.curve.append(loss, epoch: run.training.progress.epoch)
      }
      switch outcome {
      case .diverged(let divergence):
        let fault = fault(divergence, run.training, at: range)
        guard session.breaksAtNaN else { throw fault }
        ending = fault.message
        run.isEnded = true
      // It may have stopped only for the line of its progress.
      case .interrupted where output.progress == nil || isInterrupted(): try interrupt(&run, since: start)
      case .unreadable(let error):
        var fault = fault(error, at: range)
        fault.label = "the weights are unchanged"
        throw fault
      case .stopped(let reason):
        ending = reason.wording
        run.isEnded = true
      case .finished, .ended, .interrupted: break
      }
      showProgress(of: run)
      guard !run.training.isInsideEpoch, run.training.progress.epoch > epoch || run.isOver else { continue }
      print(&table, of: run.training.progress.epoch)
      try reportEpoch(run, rate: rate)
      if ending == nil, !conditions.isEmpty, outcome == .ended || !conditions.areLight {
        session.adopt(run)
        (ending, run.isEnded) = try conditions.ending(in: scope)
      }
    }
    print(&table, of: run.training.progress.epoch + 1)
    run.completeCurve()
    session.adopt(run)
    let unmet = run.until.map { "; never \($0)" } ?? ""
    let byClock =
      if case .seconds = run.goal, run.training.progress.updates > run.start.updates {
        "; stopped by the clock: not reproducible"
      } else { "" }
    let summary = ending.map { "stopped after \(run.extent): \($0)" } ?? run.extent + byClock + unmet
    printing(run, since: start, isSame: byClock.isEmpty && !run.wasInterrupted) {
      output.report("# \(summary)")
      if let loss = run.training.reached?.loss {
        if !output.isQuiet { printValue(WholePart.loss.rawValue, loss) }
        session.log.append("\(summary); loss = \(rounded(loss, digits: session.settings.digits))")
      }
    }
  }

  private func showProgress(of run: TrainingRun) {
    guard let progress = output.progress, progress.isDue else { return }
    let line = TrainingProgressLine(run, seconds: progress.seconds)
    progress.draw(line.text(columns: progress.columns, digits: session.settings.digits))
  }

  /// Whether a training should stop for a moment: it is interrupted, or its progress is to be shown.
  private var pauses: () -> Bool {
    guard let progress = output.progress else { return isInterrupted }
    return { [isInterrupted] in isInterrupted() || progress.isDue }
  }

  /// Trains up to the next report or condition.
  private func advance(_ run: inout TrainingRun, _ conditions: EpochConditions, _ table: inout SampleTable?)
    -> TrainingOutcome
  {
    let progress = run.training.progress
    var epochs = session.settings.epochsToReport(after: progress.epoch)
    if !conditions.isEmpty, !conditions.areLight { epochs = 1 }
    // A loss is measured at the end of each part only.
    epochs = min(epochs, run.epochsToNextPoint)
    if session.settings.report != nil, run.training.plan.halvesOnRise { epochs = 1 }
    let look = conditions.isEmpty || !conditions.areLight ? nil : conditions.look
    if table != nil { return advanceByUpdate(&run, look, &table) }
    switch run.goal {
    case .epoch(let last):
      return run.training.runEpochs(min(epochs, last - progress.epoch), interrupted: pauses, onEpoch: look)
    case .update(let last):
      let left = last - progress.updates
      if epochs == .max {
        let parts = run.beginning == nil ? LossCurve.pointsOfTraining : 1
        let part = run.training.updates(inPart: (last - run.start.updates) / parts)
        return run.training.runUpdates(min(left, part), interrupted: pauses, onEpoch: look)
      }
      return run.training.runUpdates(
        min(left, run.training.updatesToEndOfEpoch), interrupted: pauses, onEpoch: look)
    case .seconds(let left):
      let (watch, pauses) = (Stopwatch(), pauses)
      let outcome = run.training.runEpochs(
        epochs, interrupted: { watch.seconds >= left || pauses() }, onEpoch: look)
      run.goal = .seconds(left - watch.seconds)
      return outcome == .interrupted && watch.seconds >= left ? .finished : outcome
    }
  }

  /// Makes one update and adds its samples to the table.
  private func advanceByUpdate(
    _ run: inout TrainingRun, _ look: ((EpochReport) -> Bool)?, _ table: inout SampleTable?
  ) -> TrainingOutcome {
    let watch = Stopwatch()
    let (before, start) = (run.training, run.training.presented)
    let outcome = run.training.runUpdates(1, interrupted: isInterrupted, onEpoch: look)
    let end = run.training.isInsideEpoch ? run.training.presented : run.training.data.count
    if outcome != .interrupted, start < end {
      let samples = (start..<end).map(run.training.sample)
      table?.add(samples, run.training.data, from: before, to: run.training.network)
    }
    if case .seconds(let left) = run.goal { run.goal = .seconds(left - watch.seconds) }
    return outcome
  }

  /// The table that `report samples` asks for; nil without it, and for a genetic algorithm, which has no updates.
  private func sampleTable(_ training: Training) -> SampleTable? {
    guard let columns = session.settings.sampleColumns, training.plan.rule.optimizer.followsGradient else { return nil }
    return SampleTable(columns, session, training.network.topology)
  }

  private func print(_ table: inout SampleTable?, of epoch: Int) {
    guard let lines = table?.take(), !lines.isEmpty else { return }
    output.report("# epoch \(epoch)")
    for line in lines { output.report("# \(line)") }
  }

  /// - Parameter rate: that of the epoch.
  private func reportEpoch(_ run: TrainingRun, rate: Double) throws(Fault) {
    let training = run.training
    let epoch = training.progress.epoch
    let digits = session.settings.digits
    if session.settings.reports(epoch), let measures = training.last {
      let loss = Expression(.name(Name(WholePart.loss.rawValue)))
      var values: [String] = []
      for reported in session.settings.reported.isEmpty ? [loss] : session.settings.reported {
        let value: Double
        if let part = reported.plainName.flatMap({ WholePart(rawValue: $0.text) }),
          let known = measures.value(part)
        {
          value = known
        } else {
          session.adopt(run)
          value = try reported.number(in: scope)
        }
        values.append("\(reported) = \(rounded(value, digits: digits))")
      }
      output.report("# epoch \(epoch): \(values.joined(separator: ", "))")
    }
    if session.settings.report != nil, training.plan.halvesOnRise, training.rate != rate {
      output.report("# epoch \(epoch): rate = \(shortest(training.rate)) from now on")
    }
  }

  private func interrupt(_ run: inout TrainingRun, since start: TrainingReplay.Start) throws {
    run.completeCurve()
    run.wasInterrupted = true
    session.adopt(run)
    let loss = output.terminal == nil ? nil : run.training.reached?.loss
    let reached = loss.map { ", loss = \(rounded($0, digits: session.settings.digits))" } ?? ""
    printing(run, since: start, isSame: false) {
      output.report("# interrupted after \(run.extent)\(reached); continue resumes")
    }
    session.log.append("interrupted after \(run.extent)")
    throw Interrupted(isReported: true)
  }

  private func fault(_ divergence: Divergence, _ training: Training, at range: SourceRange) -> Fault {
    let found: String
    switch divergence {
    case .parameter(let parameter, let value):
      let name = QuantityNames(training.network.topology).name(.parameter(parameter, .value))
      found = "\(name) is \(shortest(value))"
    case .loss(let value): found = "the loss is \(shortest(value))"
    case .undefined(let message): found = message
    }
    return Fault(
      "the training diverged in epoch \(training.progress.epoch + (training.isInsideEpoch ? 1 : 0)): \(found)",
      at: range, label: "the weights are unchanged",
      help: training.plan.hintAtDivergence + hint(training.network.topology), kind: .divergence)
  }
}

/// Another possible cause: a custom activation, such as one with a square root, may be undefined for some inputs.
private func hint(_ topology: Topology) -> String {
  let isCustom = topology.activations.contains { $0.isUserDefined }
  return isCustom ? ", or an activation that is defined everywhere" : ""
}

extension StopReason {
  /// The end of the line `stopped after 594 epochs: …`.
  fileprivate var wording: String {
    switch self {
    case .loss(let loss): "the loss is at most \(shortest(loss))"
    case .improvement(let bound): "the loss improved by less than \(shortest(bound))"
    case .gradient(let norm): "the norm of the gradient is below \(shortest(norm))"
    case .patience(let epochs): "no lower loss for \(counted(epochs, "epoch"))"
    }
  }
}

extension TrainingPlan {
  /// Settings to try after a divergence.
  fileprivate var hintAtDivergence: String {
    let advice = rule.optimizer.divergenceAdvice
    guard rule.optimizer.definition.usesRate else { return advice ?? "" }
    let rate = "a lower rate than \(shortest(rule.rate))"
    if let advice { return "\(advice), or \(rate)" }
    return rule.clip == nil ? "\(rate), or clip 1" : rate
  }

  fileprivate var halvesOnRise: Bool {
    if case .halveOnRise = schedule { true } else { false }
  }
}

extension Training {
  /// The number of updates to the end of an epoch that makes about as many.
  fileprivate func updates(inPart count: Int) -> Int {
    let size = plan.batch ?? data.count
    let perEpoch = max(1, (data.count + size - 1) / max(1, size))
    return updatesToEndOfEpoch + max(0, count / perEpoch - 1) * perEpoch
  }

  /// The number of updates to the end of the current epoch, or of a whole one.
  fileprivate var updatesToEndOfEpoch: Int {
    let size = plan.batch ?? data.count
    return (data.count - presented + size - 1) / size
  }
}
