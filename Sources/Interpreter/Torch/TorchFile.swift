import DataFormats
import Expressions
import NeuralNetwork
import WorkedExamples

/// The file from which PyTorch trains a session: `scripts/torch/train.py` reads it.
///
/// The parameters have the names of `load_state_dict`; `data.inputs` and `data.targets` are the training part;
/// `state.NAME` is the part of the state with that name; `after 10.NAME` are the parameters after the first updates, by
/// which the runner sees whether it makes the same. `nnsh.run` in the metadata has the settings as JSON.
struct TorchFile {
  /// The updates after which the file has parameters to compare with.
  static let verified = [1, 10]

  private(set) var arrays: NamedArrays

  /// - Parameters:
  ///   - training: at the point where PyTorch is to go on.
  ///   - net: the command that makes the network.
  ///   - settings: the commands that make the settings.
  init(
    _ training: Training, _ session: Session, net: String, settings: [String], at range: SourceRange
  ) throws(Fault) {
    let (network, plan, data) = (training.network, training.plan, training.data)
    arrays = try network.arrays(at: range)
    arrays.metadata = [
      "format": "pt", "nnsh.net": net,
      "nnsh.settings": settings.joined(separator: "\n"), "nnsh.digest": (try? network.digest()) ?? "",
      "nnsh.run": TorchFile.settings(network, plan, data, session).description,
    ]
    arrays["data.inputs"] = NumberArray(dimensions: [data.count, data.inputCount], values: Array(data.inputs))
    arrays["data.targets"] = NumberArray(dimensions: [data.count, data.targetCount], values: Array(data.targets))
    for part in StatePart.all where !part.isOfTraining || training.isInsideEpoch {
      let numbers = part.name == "random" ? session.random.words.map(Double.init) : part.numbers(session)
      if !numbers.isEmpty { add(numbers, "state.\(part.name)") }
    }
    if !network.frozen.isEmpty {
      add(network.values.indices.map { network.frozen.contains($0) ? 1 : 0 }, "frozen")
    }
    try addFirstUpdates(training, at: range)
  }

  private mutating func add(_ numbers: [Double], _ name: String) {
    arrays[name] = NumberArray(dimensions: [numbers.count], values: numbers)
  }

  /// The parameters after the first updates in double precision.
  private mutating func addFirstUpdates(_ training: Training, at range: SourceRange) throws(Fault) {
    var plan = training.plan
    plan.rule.precision = .double
    var training = training
    training.resume(
      training.network, plan: plan, state: training.state, random: training.random,
      schedule: training.progress.schedule, steps: nil)
    let start = training.progress.updates
    for count in TorchFile.verified {
      if case .diverged = training.runUpdates(start + count - training.progress.updates) {
        throw Fault("the training diverges within \(count) updates", at: range, help: "a lower rate", kind: .divergence)
      }
      let reached = try training.network.arrays(at: range)
      for name in reached.names { arrays["after \(count).\(name)"] = reached[name] }
      try Limits.check(at: range)
    }
  }

  // MARK: Settings

  private static func settings(
    _ network: Network, _ plan: TrainingPlan, _ data: TrainingData, _ session: Session
  ) -> JSON {
    let (rule, topology, names) = (plan.rule, network.topology, UnitNames(network.topology))
    let layers = (1..<topology.sizes.count).map { layer -> JSON in
      let activation = topology.activations[topology.firstUnits[layer]]
      return .object([
        ("name", .text(names.layerName(layer))), ("units", .number(Double(topology.sizes[layer]))),
        ("activation", .text(activation.name)), ("operand", .number(activation.operand)),
      ])
    }
    let optimizer = rule.optimizer
    let operands = zip(optimizer.definition.operands, optimizer.operands).map { ($0.name, JSON.number($1)) }
    let classes: JSON =
      switch data.classification {
      case .largest: .text("largest")
      case .threshold(let middle): .number(middle)
      }
    // Outputs are never dropped.
    let dropout = plan.dropout.filter { $0.key < topology.outputLayer }.sorted { $0.key < $1.key }
    let layerRates = rule.layerRates.sorted { $0.key < $1.key }.map { (names.layerName($0.key), JSON.number($0.value)) }
    let clip: JSON = rule.clip.map { .number($0) } ?? .null
    let batch: JSON = plan.batch.map { .number(Double($0)) } ?? .null
    return .object([
      ("version", .number(1)), ("verified", .array(verified.map { .number(Double($0)) })),
      ("inputs", .number(Double(topology.inputCount))), ("layers", .array(layers)), ("loss", .text(rule.loss.name)),
      ("classes", classes), ("optimizer", .text(optimizer.definition.name)), ("operands", .object(operands)),
      ("rate", .number(rule.rate)), ("layerRates", .object(layerRates)), ("decay", .number(rule.decay)),
      ("penalty", .text(rule.penalty.rawValue)), ("decaysBiases", .truth(rule.decaysBiases)), ("clip", clip),
      ("batch", batch), ("batchSum", .truth(rule.conventions.batch == .sum)), ("shuffle", .text(plan.shuffle.rawValue)),
      ("dropout", .object(dropout.map { (String($0.key), .number($0.value)) })),
      ("dropsHigh", .array(plan.dropsHigh.sorted().map { .number(Double($0)) })),
      ("schedule", .array(plan.schedule.words)),
      ("precision", .text(rule.precision == .single ? "single" : "double")),
      ("epochLoss", .text(rule.conventions.epochLossKind.rawValue)),
      ("epochLossTime", .text(rule.conventions.epochLossTime.rawValue)), ("random", .text(session.dialect)),
    ])
  }
}

extension Schedule {
  /// Its name, then its numbers.
  fileprivate var words: [JSON] {
    switch self {
    case .constant: [.text("constant")]
    case .halveOnRise(let after, let floor): [.text("halve-on-rise"), .number(Double(after)), .number(floor)]
    case .step(let epochs, let factor): [.text("step"), .number(Double(epochs)), .number(factor)]
    case .exponential(let factor): [.text("exponential"), .number(factor)]
    case .cosine(let epochs): [.text("cosine"), .number(Double(epochs))]
    case .linear(let epochs, let floor): [.text("linear"), .number(Double(epochs)), .number(floor)]
    case .inverseTime(let decay): [.text("inverse-time"), .number(decay)]
    }
  }
}
