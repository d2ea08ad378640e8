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
    print { $0.forward }
  }

  /// As `forward`, but prints only the outputs, whatever `detail` and `--quiet` are set to.
  func predict(_ inputs: [Double]) throws(Fault) {
    try runForward(inputs)
    session.state?.currentSample = nil
    guard let state = session.state else { return }
    for line in StepLines(state, session.lineStyle(isBrief: true)).outputs { output.line(line) }
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
    let plan = session.settings.plan
    if plan.rule.conventions.update == .inOrder {
      if let reason = plan.obstacleToStepsInOrder {
        throw Fault("in-order by hand needs an update after every sample", label: reason.what, help: reason.help)
      }
      if session.state?.gathered != nil {
        throw Fault("in-order updates after every sample", label: "gradients of one sample are waiting", help: "update")
      }
    }
    if session.hand != nil {
      try calculate { calculation throws(Fault) in try calculation.backward(targets, from: unit) }
    } else if let unit {
      session.state?.runBackward(from: unit, plan.rule)
    } else {
      session.state?.runBackward(targets, plan.rule)
    }
    print { $0.backward }
  }

  /// Applies the accumulated gradients and prints the lines.
  func update() throws(Fault) {
    let rule = session.settings.plan.rule
    guard rule.optimizer.followsGradient else {
      throw Fault(
        "the genetic optimizer has no gradient updates", label: "it only works with train", help: "optimizer sgd")
    }
    if session.hand != nil {
      try session.requireUpdatesByHand()
      try calculate { calculation throws(Fault) in try calculation.update() }
    } else {
      session.state?.runUpdate(rule)
    }
    print { $0.update }
  }

  private func calculate(_ step: (inout HandCalculation) throws(Fault) -> Void) throws(Fault) {
    guard let state = session.state, let hand = session.hand else { return }
    var calculation = HandCalculation(
      state, hand, session.settings.plan.rule, functions: session.definitions,
      namesDerivatives: session.lines[.derivative] != .off)
    try step(&calculation)
    session.state = calculation.state
  }

  private func print(_ lines: (StepLines) -> [String]) {
    guard !output.isQuiet, session.settings.detail != .off, let state = session.state else { return }
    let topology = state.network.topology
    var detail = session.settings.detail ?? (topology.weightCount > 64 ? .brief : .full)
    // A longer formula could not be parsed again.
    if topology.sizes.contains(where: { $0 >= Cursor.maxOperations / 2 }) { detail = .brief }
    for line in lines(StepLines(state, session.lineStyle(isBrief: detail == .brief))) { output.report(line) }
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
    session.nextSample = (sample + 1) % samples.trainingCount
    let inputs = samples.inputs(ofSample: sample).map { rounded($0, digits: session.settings.digits) }
    output.report("# sample \(sample + 1) of \(samples.trainingCount): \(inputs.prefix(12).joined(separator: " "))")
    return sample
  }
}
