import Expressions
import NeuralNetwork
import WorkedExamples

extension Interpreter {
  /// Computes the network for these inputs and prints the lines. Throws if hand arithmetic cannot compute a value.
  ///
  /// - Parameter sample: the index of the sample with these inputs; nil if they are not from the data.
  func forward(_ inputs: [Double], sample: Int? = nil) throws(Fault) {
    try runForward(inputs)
    session.state?.currentSample = sample
    if let sample, let count = session.samples?.trainingCount { session.nextSample = (sample + 1) % count }
    print(.forward)
  }

  /// Forward, backward and update of one sample; if one of them fails, the session is as before.
  func step(_ inputs: [Double], _ targets: [Double], sample: Int?) throws(Fault) {
    let canFail = session.hand != nil || backwardFault != nil || updateFault != nil
    let before = canFail ? session : nil
    do throws(Fault) {
      try forward(inputs, sample: sample)
      try backward(targets)
      try update()
    } catch {
      if let before { session = before }
      throw error
    }
  }

  /// As `forward`, but prints only the outputs, whatever `detail` and `--quiet` are set to.
  func predict(_ inputs: [Double]) throws(Fault) {
    try runForward(inputs)
    session.state?.currentSample = nil
    write(.outputs, isBrief: true)
  }

  private func runForward(_ inputs: [Double]) throws(Fault) {
    let rule = session.settings.plan.rule
    if session.hand != nil {
      try calculate { calculation throws(Fault) in try calculation.forward(inputs) }
    } else {
      session.state?.runForward(inputs, rule)
    }
  }

  /// Backpropagates from these targets and prints the lines.
  func backward(_ targets: [Double]) throws(Fault) { try backward(targets, from: nil) }

  /// Backpropagates the output of a unit and prints the lines.
  func backward(from unit: Int) throws(Fault) { try backward([], from: unit) }

  private func backward(_ targets: [Double], from unit: Int?) throws(Fault) {
    if let backwardFault { throw backwardFault }
    if session.hand != nil {
      try calculate { calculation throws(Fault) in try calculation.backward(targets, from: unit) }
    } else if let unit {
      let rule = session.settings.plan.rule
      session.state?.runBackward(from: unit, rule)
    } else {
      let rule = session.settings.plan.rule
      session.state?.runBackward(targets, rule)
    }
    print(.backward)
  }

  /// Why the settings do not allow a backward pass by hand; nil if they do.
  private var backwardFault: Fault? {
    guard session.settings.plan.rule.conventions.update == .inOrder else { return nil }
    if let reason = session.settings.plan.obstacleToStepsInOrder {
      return Fault("in-order by hand needs an update after every sample", label: reason.what, help: reason.help)
    }
    guard session.state?.gathered != nil else { return nil }
    return Fault("in-order updates after every sample", label: "gradients of one sample are waiting", help: "update")
  }

  /// Why the settings do not allow an update by hand; nil if they do.
  private var updateFault: Fault? {
    guard !session.settings.plan.rule.optimizer.followsGradient else { return session.tiedFault }
    return Fault(
      "the genetic optimizer has no gradient updates", label: "it only works with train", help: "optimizer sgd")
  }

  /// Applies the accumulated gradients and prints the lines.
  func update() throws(Fault) {
    if let updateFault { throw updateFault }
    if session.hand != nil {
      try session.requireUpdatesByHand()
      try calculate { calculation throws(Fault) in try calculation.update() }
    } else {
      let rule = session.settings.plan.rule
      session.state?.runUpdate(rule)
    }
    print(.update)
  }

  private func calculate(_ step: (inout HandCalculation) throws(Fault) -> Void) throws(Fault) {
    guard let state = session.state, let hand = session.hand else { return }
    var calculation = HandCalculation(
      state, hand, session.settings.plan.rule, functions: session.definitions,
      namesDerivatives: session.lines[.derivative] != .off)
    try step(&calculation)
    session.state = calculation.state
  }

  private func print(_ part: StepLines.Part) {
    guard !output.isQuiet, session.settings.detail != .off, let topology = session.topology else { return }
    var detail = session.settings.detail ?? (topology.weightCount > 64 ? .brief : .full)
    // A longer formula could not be parsed again.
    if topology.sizes.contains(where: { $0 >= Cursor.maxOperations / 2 }) { detail = .brief }
    write(part, isBrief: detail == .brief)
  }

  private func write(_ part: StepLines.Part, isBrief: Bool) {
    let style = session.lineStyle(isBrief: isBrief)
    stepText.removeAll()
    session.state?.write(part, style, stepPages, to: stepText)
    output.lines(stepText.bytes)
  }
}

extension Session {
  /// The steps of a training in hand arithmetic; nil for the engine's arithmetic.
  var handSteps: HandSteps? {
    guard let state, let hand = self.hand else { return nil }
    return HandSteps(state, hand, self.settings.plan.rule, functions: definitions)
  }

  /// The current style of equation lines.
  package func lineStyle(isBrief: Bool = false) -> LineStyle {
    var style = LineStyle()
    style.names = self.names
    style.lines = self.lines
    style.digits = self.settings.digits
    style.isBrief = isBrief
    return style
  }
}

extension Topology {
  /// The number of connections, without biases.
  var weightCount: Int { connections.reduce(0) { $0 + $1.weightParameters.count } }
}

extension Interpreter {
  /// Makes sure that these samples are in memory.
  func bringIn(_ range: Range<Int>, at command: SourceRange) throws(Fault) {
    do throws(SampleStreamError) {
      try session.samples?.bringIn(range)
    } catch {
      throw fault(error, at: command)
    }
  }

  /// Streamed samples cannot be read any more.
  func fault(_ error: SampleStreamError, at command: SourceRange) -> Fault {
    Fault("cannot read \(error.file ?? session.samples?.name ?? ""): \(error.message)", at: command, kind: .file)
  }

  /// The index of the next sample of the data. Throws if there is none or it does not fit the network.
  func takeSample(_ command: SourceRange) throws(Fault) -> Int {
    let topology = try session.topology(command)
    guard let samples = session.samples, samples.trainingCount > 0 else {
      let zeros = [String](repeating: "0", count: min(topology.inputCount, 12)).joined(separator: " ")
      throw Fault(
        "no data to take the next sample from", at: command, label: "and no inputs given",
        help: "forward \(zeros), or data xor")
    }
    try session.requireFit(samples, topology, command)
    let sample = session.nextSample % samples.trainingCount
    try bringIn(sample..<sample + 1, at: command)
    let inputs = (session.samples ?? samples).inputs(ofSample: sample).map {
      rounded($0, digits: session.settings.digits)
    }
    output.report("# sample \(sample + 1) of \(samples.trainingCount): \(inputs.prefix(12).joined(separator: " "))")
    return sample
  }
}
