import Expressions
import NeuralNetwork
import WorkedExamples

/// The steps that the block of a loop consists of, if nothing is printed: on the same samples in every iteration, or on
/// those of the data. All but the last iteration can be run by the engine of trainings, which computes the same numbers.
struct SilentSteps {
  let session: Session
  private let isQuiet: Bool
  /// What the next command of the block has to be; nil for `step` or `forward`.
  private var expected: Part?
  private var inputs: [Double] = []
  private var targets: [Double] = []
  /// The number of steps in the block.
  private(set) var count = 0
  /// Whether their samples are those of the data.
  private var takesData = false

  /// What part of a step a command is.
  enum Part { case whole, forward, backward, update }

  /// Anything other than a step that prints nothing, or a step whose sample may change.
  struct NotSteps: Error {}

  /// Nil if the block has to be interpreted.
  init?(_ block: Block, in interpreter: Interpreter) {
    session = interpreter.session
    isQuiet = interpreter.output.isQuiet
    guard isQuiet || session.settings.detail == .off else { return nil }
    do throws(NotSteps) {
      for statement in block.statements {
        guard let command = statement.command as? any StepPart else { throw NotSteps() }
        try command.add(to: &self)
      }
    } catch { return nil }
    guard count > 0, expected == nil, !takesData || count == 1 else { return nil }
  }

  /// Adds a command that is a step or a part of one.
  ///
  /// - Parameters:
  ///   - inputs: those of a step or a forward; empty if they come from the data.
  ///   - targets: those of a step or a backward; empty if they come from the data.
  mutating func add(_ part: Part, _ inputs: [Double]? = nil, _ targets: [Double]? = nil) throws(NotSteps) {
    guard part == expected ?? (part == .forward ? .forward : .whole) else { throw NotSteps() }
    switch part {
    case .whole: expected = nil
    case .forward: expected = .backward
    case .backward: expected = .update
    case .update: expected = nil
    }
    if part == .whole || part == .forward {
      takesData = inputs?.isEmpty ?? true
      // Taking a sample is reported; so is that inputs are not normalized like the data.
      guard takesData ? isQuiet : session.samples?.normalization == nil else { throw NotSteps() }
    }
    if part != .update, takesData != (inputs ?? targets)?.isEmpty ?? true { throw NotSteps() }
    self.inputs += inputs ?? []
    self.targets += targets ?? []
    if part == .whole || part == .update { count += 1 }
  }

  /// What has been made of the steps when `check` threw or all were made.
  struct Result {
    let session: Session
    /// The sample of the step after these.
    let inputs: [Double]
    let targets: [Double]
    /// Its index, if it is of the data.
    let sample: Int?
    /// What `check` threw.
    let error: (any Error)?
  }

  /// Makes the steps of that many iterations.
  ///
  /// - Parameter check: called a few thousand times a second; the steps end if it throws.
  /// - Returns: nil if they have to be interpreted.
  func run(_ iterations: Int, check: () throws -> Void) -> Result? {
    guard let state = session.state, session.hand == nil, state.gathered == nil, let training = training(state),
      case let (steps, overflows) = iterations.multipliedReportingOverflow(by: count), !overflows
    else { return nil }
    return run(training, steps, state, check)
  }

  private func run(_ training: Training, _ steps: Int, _ state: NetworkState, _ check: () throws -> Void)
    -> Result?
  {
    var training = training
    var error: (any Error)?
    let outcome = training.runUpdates(steps) {
      do {
        try check()
        return false
      } catch let thrown {
        error = thrown
        return true
      }
    }
    guard outcome == .finished || outcome == .interrupted, training.network.values.allSatisfy(\.isFinite) else {
      return nil
    }
    var after = session
    after.state?.network.values = training.network.values
    let made = training.progress.updates
    after.state?.optimizerState = training.state
    // A training does not count those of an optimizer that keeps nothing.
    after.state?.optimizerState.updates = state.optimizerState.updates + made
    after.state?.progress.updates += made
    let next = training.presented % training.data.count
    if takesData { after.nextSample = next }
    return Result(
      session: after, inputs: Array(training.data.input(next)), targets: Array(training.data.target(next)),
      sample: takesData ? next : nil, error: error)
  }

  /// A training whose updates are the steps; nil if these differ from those of a training.
  private func training(_ state: NetworkState) -> Training? {
    var plan = session.settings.plan
    guard plan.rule.conventions.update == .together, plan.rule.learning.followsGradient,
      plan.rule.optimizer.followsGradient, session.tiedFault == nil
    else { return nil }
    (plan.batch, plan.shuffle, plan.schedule, plan.stop) = (1, .off, .constant, StopRules())
    (plan.dropout, plan.dropsHigh) = ([:], [])
    guard let samples = takesData ? session.samples : givenSamples(state.network.topology) else { return nil }
    let data = TrainingData(samples, 0..<samples.trainingCount)
    var training = Training(state.network, data, plan: plan, state: state.optimizerState)
    if takesData, session.nextSample % data.count > 0 {
      var position = TrainingPosition()
      (position.hasBegun, position.presented) = (true, session.nextSample % data.count)
      training.position = position
    }
    return training
  }

  private func givenSamples(_ topology: Topology) -> SampleSet? {
    guard inputs.count == count * topology.inputCount, targets.count == count * topology.outputCount else { return nil }
    return try? SampleSet(
      name: "", inputs: inputs, inputCount: topology.inputCount, targets: targets, targetCount: topology.outputCount)
  }
}
