import Expressions
import NeuralNetwork
import WorkedExamples

// Preconditions of several commands.

extension Session {
  /// The network's state; throws if there is no network yet.
  package func network(_ range: SourceRange? = nil) throws(Fault) -> NetworkState {
    guard let state else { throw noNetwork(range) }
    return state
  }

  func noNetwork(_ range: SourceRange?) -> Fault {
    Fault("there is no network yet", at: range, help: "net 2 4 1")
  }

  /// The network's topology; throws if there is no network yet.
  package func topology(_ range: SourceRange) throws(Fault) -> Topology {
    guard let topology else { throw noNetwork(range) }
    return topology
  }

  /// The numbers of inputs and outputs of the network; throws if there is no network yet.
  func ends(_ range: SourceRange) throws(Fault) -> (inputs: Int, outputs: Int) {
    let topology = try topology(range)
    return (topology.inputCount, topology.outputCount)
  }

  /// The snapshot of that name; throws if there is none.
  func snapshot(_ name: Located<String>) throws(Fault) -> Session {
    if let kept = self.snapshots[name.value] { return kept }
    let known = self.snapshots.keys.sorted()
    throw Fault(
      "unknown snapshot '\(name.value)'", at: name.range,
      label: known.isEmpty ? "no snapshots taken yet" : "snapshots: \(known.joined(separator: ", "))",
      help: nearest(to: name.value, among: known).map { "did you mean \($0)?" })
  }

  /// Throws if the data's numbers of inputs and targets differ from the network's.
  func requireFit(_ samples: SampleSet, _ topology: Topology, _ range: SourceRange) throws(Fault) {
    guard samples.inputCount == topology.inputCount, samples.targetCount == topology.outputCount else {
      let hidden = topology.sizes.dropFirst().dropLast().map { " \($0)" }.joined()
      throw Fault(
        "the data does not fit the network", at: range,
        label: "\(samples.name) has \(samples.shape), the network is \(topology.shape)",
        help: "net \(samples.inputCount)\(hidden) \(samples.targetCount)")
    }
  }

  /// Throws if the data is read from its file when it is needed.
  ///
  /// - Parameter command: what needs it in memory, as it is typed.
  func requireInMemory(_ samples: SampleSet, for command: String, _ range: SourceRange) throws(Fault) {
    guard samples.stream != nil else { return }
    throw Fault(
      "\(command) needs all samples in memory", at: range, label: "\(samples.name) is streamed from its file",
      help: "data load without stream")
  }

  /// Throws if a setting needs more than the next samples of streamed data.
  func requireTrainable(_ samples: SampleSet, _ range: SourceRange) throws(Fault) {
    guard samples.stream != nil else { return }
    let plan = self.settings.plan
    func fault(_ message: String, _ help: String) -> Fault {
      Fault(
        message, at: range, label: "\(samples.name) is streamed: its samples are read in the order of the file",
        help: help)
    }
    let help = "data load without stream"
    guard plan.shuffle == .off else { throw fault("streamed samples cannot be shuffled", "shuffle off, or \(help)") }
    guard plan.rule.optimizer.followsGradient else {
      throw fault("the genetic algorithm needs all samples in memory", help)
    }
    guard plan.rule.conventions.epochLossTime == .during else {
      throw fault("the loss after an epoch needs all samples in memory", "convention epoch-loss during, or \(help)")
    }
    guard plan.stop.patience == nil || samples.testCount == 0 else {
      throw fault("patience with a test part needs its samples in memory", "stop patience off, or \(help)")
    }
    guard self.settings.sampleColumns == nil else {
      throw fault("report samples needs all samples in memory", "report off, or \(help)")
    }
    let size = TrainingData(samples, samples.trainingRange).blockSize(batch: plan.batch)
    let numbers = size * (samples.inputCount + samples.targetCount)
    guard numbers <= 256 * TrainingData.blockLimit else {
      throw fault(
        "a batch of \(size) samples is too large", "batch \(max(1, size * TrainingData.blockLimit / numbers))")
    }
  }

  /// Throws if the settings have a part that updates in hand arithmetic do not support.
  func requireUpdatesByHand(_ range: SourceRange? = nil) throws(Fault) {
    let rule = self.settings.plan.rule
    guard !HandCalculation.supportsUpdates(rule) else { return }
    guard rule.decay == 0, rule.clip == nil else {
      throw Fault(
        "hand arithmetic does not support weight decay and clipping", at: range,
        label: rule.clip == nil ? "weight decay is set" : "clip is set",
        help: rule.clip == nil ? "decay 0, or hand off" : "clip off, or hand off")
    }
    throw Fault(
      "hand arithmetic does not support \(rule.optimizer.definition.name)", at: range,
      label: "its steps are not one formula",
      help: "optimizer sgd, or hand off")
  }

  /// Throws if tied parameters would have different updates.
  func requireTiedTogether(_ range: SourceRange) throws(Fault) {
    guard var fault = tiedFault else { return }
    fault.range = range
    throw fault
  }

  /// Why tied parameters would have different updates; nil if they do not.
  var tiedFault: Fault? {
    let rule = self.settings.plan.rule
    guard hasTiedParameters, rule.optimizer.followsGradient, let network = state?.network else { return nil }
    for group in network.shared where network.frozen.isDisjoint(with: group) {
      func fault(_ what: String, _ help: String) -> Fault {
        let names = group.prefix(2).map { "w\($0 + 1)" }
        return Fault(
          "\(names[0]) and \(names[1]) are tied, but \(what)", label: "one parameter has one update", help: help)
      }
      let layers = group.map(network.topology.layer(ofParameter:))
      let rates = Set(layers.map { rule.layerRates[$0] ?? rule.rate })
      if rule.optimizer.definition.usesRate, rates.count > 1 {
        return fault("their learning rates differ", "rate \(shortest(rule.rate))")
      }
      let biases = group.count { network.topology.isBias($0) }
      if rule.decay != 0, !rule.decaysBiases, (1..<group.count).contains(biases) {
        return fault("weight decay leaves out biases", "decay \(shortest(rule.decay)) all")
      }
    }
    return nil
  }

  /// As `requireUpdatesByHand`, and for training: single steps drop no units, with or without hand arithmetic.
  func requireTrainableByHand(_ range: SourceRange? = nil) throws(Fault) {
    try requireUpdatesByHand(range)
    guard self.settings.plan.dropout.isEmpty else {
      throw Fault("training by hand does not support dropout", at: range, help: "dropout off, or hand off")
    }
  }

  /// Throws if backpropagation cannot pass through one of the units.
  func requireDerivatives(_ units: Range<Int>, _ topology: Topology, _ range: SourceRange) throws(Fault) {
    guard let unit = topology.flat.unitsWithoutDerivative.first(where: units.contains) else { return }
    throw Fault(
      "\(topology.activations[unit].name) has no derivative: backpropagation cannot pass through it", at: range,
      label: "the activation of \(UnitNames(topology).unitName(unit))")
  }

  /// Throws if the loss is undefined for these targets, of one sample or several, or if backpropagation cannot pass
  /// through the network.
  ///
  /// - Parameters:
  ///   - samples: the numbers of the samples, from 0, if they are only some.
  ///   - targetRange: the range of the targets, if they are operands.
  ///   - needsDerivatives: whether gradients are needed.
  func requireTargets(
    _ targets: [Double], of samples: [Int]? = nil, _ range: SourceRange, targetRange: SourceRange? = nil,
    needsDerivatives: Bool = true
  ) throws(Fault) {
    guard let topology else { return }
    let rule = self.settings.plan.rule
    if needsDerivatives, !rule.learning.followsGradient {
      try requireOnlyOutputsLearn(rule.learning, range)
    } else if needsDerivatives {
      try requireDerivatives(topology.inputCount..<topology.unitCount, topology, range)
    }
    guard rule.loss == .crossEntropy else { return }
    guard topology.supports(.crossEntropy) else {
      let units = topology.outputUnits
      let unit = units.first { ![.sigmoid, .softmax].contains(topology.activations[$0]) } ?? units.lowerBound
      throw Fault(
        "cross-entropy needs sigmoid or softmax outputs", at: range,
        label: "outputs of \(topology.activations[unit].name) are not between 0 and 1, where log(out) and "
          + "log(1 - out) have values",
        help: "activation o sigmoid, or loss half-squared")
    }
    if let target = targets.first(where: { $0 < 0 || $0 > 1 }) {
      throw Fault("cross-entropy targets must be between 0 and 1, got \(shortest(target))", at: targetRange ?? range)
    }
    if topology.outputsAreSoftmax {
      try requireDistributions(targets, of: samples, topology.outputCount, targetRange ?? range)
    }
  }

  /// Throws if parameters of hidden layers would learn by a rule that has deltas for outputs only.
  private func requireOnlyOutputsLearn(_ rule: LearningRule, _ range: SourceRange) throws(Fault) {
    guard let network = state?.network else { return }
    let topology = network.topology
    for layer in 1..<topology.outputLayer {
      let connections = topology.connections[layer]
      guard (connections.firstParameter..<connections.endParameter).contains(where: { !network.frozen.contains($0) })
      else { continue }
      let name = UnitNames(topology).layerName(layer)
      throw Fault(
        "rule \(rule.name) trains only the weights into outputs", at: range, label: "\(name) is not frozen",
        help: "freeze \(name), or rule gradient")
    }
  }

  /// Throws if the targets of a sample are not a probability distribution: only then is t − o the delta of softmax
  /// outputs. Probabilities may be rounded to six decimals or more.
  private func requireDistributions(
    _ targets: [Double], of samples: [Int]?, _ outputs: Int, _ range: SourceRange
  ) throws(Fault) {
    for first in stride(from: 0, through: targets.count - outputs, by: outputs) {
      let sum = targets[first..<first + outputs].reduce(0, +)
      guard (sum - 1).magnitude > 1e-6 * Double(outputs) else { continue }
      throw Fault(
        "targets of softmax outputs must sum to 1 under cross-entropy, got \(shortest(sum))", at: range,
        label: targets.count > outputs ? "in sample \((samples?[first / outputs] ?? first / outputs) + 1)" : nil,
        help: "activation o sigmoid, if a sample can belong to several classes")
    }
  }
}

extension Topology {
  /// `2-4-1`
  var shape: String { sizes.map(String.init).joined(separator: "-") }
}
