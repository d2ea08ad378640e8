import Expressions
import NeuralNetwork
import WorkedExamples

// What several commands require of the session.

extension Session {
  /// The network's state; throws where there is no network yet.
  package func network(_ range: SourceRange? = nil) throws(Fault) -> NetworkState {
    guard let state else { throw Fault("there is no network yet", at: range, help: "net 2 4 1") }
    return state
  }

  /// The snapshot of that name; throws where there is none.
  func snapshot(_ name: Located<String>) throws(Fault) -> Session {
    if let kept = self.snapshots[name.value] { return kept }
    let known = self.snapshots.keys.sorted()
    throw Fault(
      "there is no snapshot '\(name.value)'", at: name.range,
      label: known.isEmpty ? "none was taken" : "there are \(known.joined(separator: ", "))",
      help: nearest(to: name.value, among: known).map { "did you mean \($0)?" })
  }

  /// Throws where samples have other numbers of inputs and targets than the network.
  func requireFit(_ samples: SampleSet, _ topology: Topology, _ range: SourceRange) throws(Fault) {
    guard samples.inputCount == topology.inputCount, samples.targetCount == topology.outputCount else {
      throw Fault(
        "the data has \(samples.inputCount) inputs and \(samples.targetCount) targets", at: range,
        label: "the net is \(topology.shape)")
    }
  }

  /// Throws where the loss cannot be found for these targets, of one sample or of several, or the network has no
  /// derivatives.
  ///
  /// - Parameter needsDerivatives: whether something is to go back through the network.
  /// - Parameter targetRange: where the targets are given as operands; nil if they are the data's.
  func requireTargets(
    _ targets: [Double], _ range: SourceRange, targetRange: SourceRange? = nil, needsDerivatives: Bool = true
  ) throws(Fault) {
    guard let topology = state?.network.topology else { return }
    let plan = self.settings.plan
    if needsDerivatives,
      let unit = (topology.inputCount..<topology.unitCount).first(where: { topology.activations[$0].isFlat })
    {
      throw Fault(
        "\(topology.activations[unit].name) has no derivative to go back through", at: range,
        label: "the activation of \(UnitNames(topology).unitName(unit))")
    }
    guard plan.rule.loss == .crossEntropy else { return }
    guard topology.takes(.crossEntropy) else {
      throw Fault(
        "cross-entropy needs sigmoid or softmax outputs", at: range, help: "activation o sigmoid, or loss half-squared")
    }
    if let target = targets.first(where: { $0 < 0 || $0 > 1 }) {
      throw Fault("a target of cross-entropy is between 0 and 1, got \(shortest(target))", at: targetRange ?? range)
    }
    if topology.outputsAreSoftmax { try requireDistributions(targets, topology.outputCount, targetRange ?? range) }
  }

  /// Throws where the targets of a sample are no probabilities of classes; t − o is the delta of softmax outputs only
  /// if they are. Probabilities may be rounded to six decimals or more.
  private func requireDistributions(_ targets: [Double], _ outputs: Int, _ range: SourceRange) throws(Fault) {
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

extension Topology {
  /// `2-4-1`
  var shape: String { sizes.map(String.init).joined(separator: "-") }
}
