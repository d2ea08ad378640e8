import Expressions
import NeuralNetwork
import WorkedExamples

// What changes the network, the data or the training of a session, and what each change forgets.

extension Session {
  /// Forgets the last step: its passes, the gradients gathered, its update, and the sample in hand.
  mutating func forgetStep() {
    state?.forgetStep()
    self.sampleInHand = nil
  }

  /// Forgets how far training has come: epochs, updates and measures, the schedule, the optimizer's memory, an interrupted
  /// training, and which sample is next.
  mutating func forgetTraining() {
    state?.progress = TrainingProgress()
    state?.measures = nil
    self.optimizerState = OptimizerState()
    self.training = nil
    self.nextSample = 0
  }

  /// Another network: forgets everything about the old one, the step and the training.
  mutating func takeNetwork(_ network: Network) {
    state = NetworkState(network)
    forgetStep()
    forgetTraining()
  }

  /// The same network, changed: forgets the step and an interrupted training.
  mutating func changeNetwork(_ range: SourceRange, _ change: (inout Network) throws -> Void) throws {
    var changed = try network(range)
    // Nothing else holds the network while it changes, so that it is not copied.
    state = nil
    try change(&changed.network)
    state = changed
    forgetStep()
    self.training = nil
  }

  /// New weights or other connections: forgets the step and the training.
  mutating func startOver(_ range: SourceRange, _ change: (inout Network) throws -> Void) throws {
    try changeNetwork(range, change)
    forgetTraining()
  }

  /// Other data: forgets an interrupted training, the last epoch's loss and order, the sample in hand and which is next.
  mutating func replaceSamples(_ samples: SampleSet?) {
    self.samples = samples
    self.training = nil
    state?.progress.schedule.previousLoss = nil
    state?.progress.schedule.order = nil
    self.nextSample = 0
    self.sampleInHand = nil
  }

  /// What a training has reached: forgets the step. The training stays at hand for `continue`.
  mutating func take(_ run: TrainingRun) {
    let reached = run.training
    state?.network = reached.network
    forgetStep()
    takeMeasures(reached.last ?? reached.partial, samples: reached.data.count)
    state?.progress = reached.progress
    self.optimizerState = reached.state
    self.random = reached.random
    self.training = run
  }

  /// What an epoch or a test has measured: forgets the backward pass, whose loss was that of one sample.
  mutating func takeMeasures(_ measures: EpochMeasures?, samples: Int) {
    state?.backward = nil
    state?.measures = measures
    state?.samples = samples
  }

  /// Another loss: forgets the last epoch's, which no other compares with.
  mutating func setLoss(_ loss: Loss) {
    self.settings.plan.rule.loss = loss
    state?.progress.schedule.previousLoss = nil
  }

  /// Another rate or schedule: forgets the rate that the schedule had come to.
  mutating func restartSchedule() { state?.progress.schedule.rate = nil }

  /// Another optimizer: forgets the old one's memory.
  mutating func forgetOptimizer() { self.optimizerState = OptimizerState() }
}
