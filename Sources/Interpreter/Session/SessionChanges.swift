import Expressions
import NeuralNetwork
import WorkedExamples

// Changes of the network, the data or the training of a session, and what each of them resets.

extension Session {
  /// Forgets the last step: its passes, accumulated gradients, update and current sample.
  mutating func forgetStep() { state?.forgetStep() }

  /// Forgets the training so far: epochs, updates, measures, the loss curve, the schedule, the optimizer's state, an
  /// interrupted training, and which sample is next.
  mutating func forgetTraining() {
    state?.progress = TrainingProgress()
    state?.measures = nil
    state?.optimizerState = OptimizerState()
    self.training = nil
    self.nextSample = 0
    self.curve = LossCurve()
  }

  /// Replaces the network: forgets the step and the training.
  mutating func setNetwork(_ network: Network) {
    state = NetworkState(network)
    forgetStep()
    forgetTraining()
  }

  /// Changes the network: forgets the step and an interrupted training.
  mutating func changeNetwork(_ range: SourceRange, _ change: (inout Network) throws -> Void) throws {
    guard try state?.change(change) != nil else { throw noNetwork(range) }
    if hasTraining { self.training = nil }
  }

  /// Whether a change of parameters changes nothing else.
  var hasOnlyParameters: Bool {
    mutating get { !hasTraining && state?.hasOnlyParameters == true }
  }

  /// Initializes or restructures the network: forgets the step and the training.
  mutating func startOver(_ range: SourceRange, _ change: (inout Network) throws -> Void) throws {
    try changeNetwork(range, change)
    forgetTraining()
  }

  /// Replaces the data: forgets an interrupted training, the last loss and order, the current and the next sample.
  mutating func replaceSamples(_ samples: SampleSet?) {
    self.samples = samples
    self.training = nil
    state?.progress.schedule.previousLoss = nil
    state?.progress.schedule.order = nil
    self.nextSample = 0
    state?.currentSample = nil
  }

  /// Adopts the state a training has reached: forgets the step. Keeps the training for `continue`.
  mutating func adopt(_ run: TrainingRun) {
    let reached = run.training
    state?.network = reached.network
    if let steps = reached.steps as? HandSteps { state?.hand = steps.state.hand }
    forgetStep()
    recordMeasures(reached.last ?? reached.partial, samples: reached.data.count)
    state?.progress = reached.progress
    state?.optimizerState = reached.state
    self.random = reached.random
    self.training = run
    self.training?.training.rest()
    self.curve = run.curve
  }

  /// Stores the measures of an epoch or a test: forgets the backward pass, whose loss is that of one sample.
  mutating func recordMeasures(_ measures: EpochMeasures?, samples: Int) {
    state?.backward = nil
    state?.measures = measures
    state?.samples = samples
  }

  /// Sets the loss function: forgets the last epoch's loss, which is not comparable.
  mutating func setLoss(_ loss: Loss) {
    self.settings.plan.rule.loss = loss
    state?.progress.schedule.previousLoss = nil
  }

  /// After a change of rate or schedule: forgets the schedule's current rate.
  mutating func restartSchedule() { state?.progress.schedule.rate = nil }

  /// After a change of optimizer: forgets the old one's state.
  mutating func forgetOptimizer() { state?.optimizerState = OptimizerState() }
}
