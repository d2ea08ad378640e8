import Expressions
import NeuralNetwork
import WorkedExamples

/// `backward 1`
package struct BackwardCommand: Command {
  package static let synopsis = Synopsis(
    "backward", .step, ["backward TARGET…", "backward"],
    "compute loss, errors, deltas and gradients, line by line",
    details: """
      Without operands: the target of the sample that forward took from the data.
      Gradients accumulate until update applies them: several forward/backward pairs make a batch.
      """,
    examples: ["net 2 4 1; forward 0 1; backward 1", "net 2 4 1; data xor; forward; backward"])

  private let targets: StepNumbers
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    targets = try StepNumbers(&operands)
  }

  package func run(_ interpreter: Interpreter) throws {
    let state = try interpreter.session.network(range)
    let topology = state.network.topology
    guard state.forward != nil else {
      throw Fault("nothing has gone through the network yet", at: range, help: forwardExample(topology))
    }
    guard state.isForwardFresh else {
      throw Fault(
        "the weights have changed since the last forward", at: range, label: "a new forward comes first",
        help: forwardExample(topology))
    }
    let values =
      try targets.isEmpty ? target(interpreter) : targets.values("target", topology.outputCount, topology, interpreter)
    try interpreter.refuseUnfit(values, targets.place)
    try interpreter.backward(values)
  }

  private func target(_ interpreter: Interpreter) throws(Fault) -> [Double] {
    guard let sample = interpreter.session.sampleInHand, let samples = interpreter.session.samples,
      samples.count > sample
    else {
      let count = interpreter.session.state?.network.topology.outputCount ?? 1
      let zeros = [String](repeating: "1", count: min(count, 12)).joined(separator: " ")
      throw Fault(
        "backward needs \(count) target\(count == 1 ? "" : "s")", at: SourceRange(range.upper, range.upper),
        label: "the last forward took no sample of the data", help: "backward \(zeros)")
    }
    return Array(samples.targets(ofSample: sample))
  }

  private func forwardExample(_ topology: Topology) -> String? {
    guard topology.inputCount <= 12 else { return "forward" }
    return "forward \([String](repeating: "0", count: topology.inputCount).joined(separator: " "))"
  }
}

extension Interpreter {
  /// Throws where the loss cannot be found for these targets, of one sample or of several, or backpropagation cannot
  /// start from them.
  ///
  /// - Parameter needsDerivatives: whether something is to go back through the network.
  func refuseUnfit(_ targets: [Double], _ range: SourceRange, needsDerivatives: Bool = true) throws(Fault) {
    guard let topology = session.state?.network.topology else { return }
    let plan = session.settings.plan
    if needsDerivatives,
      let unit = (topology.inputCount..<topology.unitCount).first(where: { topology.activations[$0] == .step })
    {
      throw Fault(
        "step has no derivative to go back through", at: range,
        label: "the activation of \(UnitNames(topology).unitName(unit))")
    }
    guard plan.rule.loss == .crossEntropy else { return }
    guard topology.crossEntropyKind != nil else {
      throw Fault(
        "cross-entropy needs sigmoid or softmax outputs", at: range, help: "activation o sigmoid, or loss half-squared")
    }
    if let target = targets.first(where: { $0 < 0 || $0 > 1 }) {
      throw Fault("a target of cross-entropy is between 0 and 1, got \(shortest(target))", at: range)
    }
    if topology.crossEntropyKind == .categorical { try refuseNoDistribution(targets, topology.outputCount, range) }
  }
  /// Throws where the targets of a sample are no probabilities of classes; t − o is the delta of softmax outputs only
  /// if they are. Probabilities may be rounded to six decimals or more.
  private func refuseNoDistribution(_ targets: [Double], _ outputs: Int, _ range: SourceRange) throws(Fault) {
    for first in stride(from: 0, through: targets.count - outputs, by: outputs) {
      let sum = targets[first..<first + outputs].reduce(0, +)
      guard (sum - 1).magnitude > 1e-6 * Double(outputs) else { continue }
      throw Fault(
        "the targets of softmax outputs under cross-entropy sum to 1, not \(shortest(sum))", at: range,
        label: targets.count > outputs ? "in sample \(first / outputs + 1)" : nil,
        help: "activation o sigmoid, if several classes can be right at once")
    }
  }
}
