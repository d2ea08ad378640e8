import Expressions
import NeuralNetwork
import WorkedExamples

/// Something in a session that a training with PyTorch would leave out.
struct TorchObstacle {
  /// The setting, as the command that makes it.
  let setting: String
  var label: String?
  var help: String?

  func fault(at range: SourceRange) -> Fault {
    Fault("PyTorch cannot train this session: \(setting)", at: range, label: label, help: help)
  }
}

/// What PyTorch has, by the names of nnsh; `scripts/torch/train.py` has an entry for each.
enum TorchParts {
  static let optimizers = [
    "sgd", "momentum", "nesterov", "adagrad", "adadelta", "rmsprop", "adam", "adamw", "nadam", "rprop",
  ]
  static let activations = [
    "identity", "sigmoid", "tanh", "relu", "leaky-relu", "elu", "softplus", "swish", "gelu", "gaussian", "sine",
    "softmax",
  ]
  static let losses = [
    "half-squared", "squared", "mean-squared", "mean-absolute", "huber", "hinge", "cross-entropy",
  ]
  /// The dialects of the random numbers that its runner draws.
  static let dialects = ["numpy", "python", "python-normalvariate", "torch", "torch-double"]
  /// The variants of optimizers that are PyTorch's.
  fileprivate static let variants = ["rest"]
}

extension Session {
  /// The first thing that PyTorch lacks; nil if it can train the session.
  var torchObstacle: TorchObstacle? {
    guard let network = state?.network else { return nil }
    return obstacle(network) ?? obstacle(self.settings.plan) ?? obstacle(self.settings.plan.rule.conventions)
      ?? obstacleToRunning
  }

  private func obstacle(_ network: Network) -> TorchObstacle? {
    let topology = network.topology
    let names = UnitNames(topology)
    if !topology.isDense {
      return TorchObstacle(
        setting: "connections were added or removed", label: "its layers are dense", help: "net 2 4 1")
    }
    if !network.shared.isEmpty {
      return TorchObstacle(setting: "parameters are tied", label: "share has tied them")
    }
    for layer in 1..<topology.sizes.count {
      let activations = topology.activations[topology.units(of: layer)]
      let name = names.layerName(layer)
      guard let first = activations.first, activations.allSatisfy({ $0 == first }) else {
        return TorchObstacle(setting: "activations differ within layer \(name)", help: "activation \(name) tanh")
      }
      if first.isUserDefined || !TorchParts.activations.contains(first.name) {
        return TorchObstacle(
          setting: "activation \(name) \(first)",
          label: first.isUserDefined
            ? "\(first.name) is a function of this session" : "it has no gradient to train with")
      }
    }
    return nil
  }

  private func obstacle(_ plan: TrainingPlan) -> TorchObstacle? {
    let rule = plan.rule
    let optimizer = rule.optimizer
    let name = optimizer.definition.name
    if !rule.learning.followsGradient { return TorchObstacle(setting: "rule \(rule.learning)", help: "rule gradient") }
    if !TorchParts.optimizers.contains(name) {
      return TorchObstacle(
        setting: "optimizer \(name)", label: "it has \(TorchParts.optimizers.joined(separator: ", "))")
    }
    if let variant = optimizer.variant, !TorchParts.variants.contains(variant) {
      return TorchObstacle(
        setting: "optimizer \(name) \(variant)", label: "its \(name) has another form", help: "optimizer \(name)")
    }
    if name == "rprop", optimizer.variant == nil {
      return TorchObstacle(
        setting: "optimizer rprop", label: "its rprop rests where a gradient is 0", help: "optimizer rprop 0.1 50 rest")
    }
    if rule.loss != Loss.named(rule.loss.name) || !TorchParts.losses.contains(rule.loss.name) {
      return TorchObstacle(
        setting: "loss \(rule.loss)", label: "it has \(TorchParts.losses.joined(separator: ", "))")
    }
    if rule.flatSpot != 0 {
      return TorchObstacle(setting: "flat-spot \(shortest(rule.flatSpot))", help: "flat-spot 0")
    }
    if !plan.stop.isEmpty {
      return TorchObstacle(setting: "a stopping rule is set", label: "it trains to the end", help: "stop off")
    }
    return nil
  }

  private func obstacle(_ conventions: Conventions) -> TorchObstacle? {
    let ours = Conventions()
    let wrong: (String, String)? =
      if conventions.update != ours.update {
        ("update \(conventions.update.rawValue)", "update \(ours.update.rawValue)")
      } else if conventions.derivative == .misapplied {
        ("derivative \(conventions.derivative.rawValue)", "derivative \(ours.derivative.rawValue)")
      } else if conventions.sentBack != ours.sentBack {
        ("sent-back \(conventions.sentBack.rawValue)", "sent-back \(ours.sentBack.rawValue)")
      } else if conventions.biasSign != ours.biasSign {
        ("bias \(conventions.biasSign.rawValue)", "bias \(ours.biasSign.rawValue)")
      } else if conventions.arithmetic != ours.arithmetic {
        ("arithmetic \(conventions.arithmetic.rawValue)", "arithmetic \(ours.arithmetic.rawValue)")
      } else { nil }
    return wrong.map { TorchObstacle(setting: "convention \($0)", help: "convention \($1)") }
  }

  private var obstacleToRunning: TorchObstacle? {
    if self.hand != nil { return TorchObstacle(setting: "hand arithmetic", help: "hand off") }
    if !self.breaks.isEmpty || self.breaksAtNaN {
      return TorchObstacle(setting: "break conditions are set", help: "break off")
    }
    if self.settings.sampleColumns != nil {
      return TorchObstacle(setting: "report samples", help: "report off")
    }
    let plan = self.settings.plan
    let draws = plan.shuffle != .off || !plan.dropout.isEmpty
    let dialect = self.dialect
    guard draws, !TorchParts.dialects.contains(dialect) else { return nil }
    let what = plan.shuffle != .off ? "shuffle \(plan.shuffle.rawValue)" : "dropout"
    return TorchObstacle(
      setting: "\(what) with seed \(self.seed)", label: "its random numbers can be those of numpy, python or torch",
      help: "seed 1")
  }

  /// Whose random numbers they are.
  var dialect: String {
    let words = self.seed.split(separator: " ")
    return words.count > 1 ? String(words[1]) : RandomDialect.numpy.rawValue
  }
}
