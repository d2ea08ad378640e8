// The engine for each call of `Training.runEpochs` or `runUpdates`: the first row whose conditions all hold.

/// The engines of a training.
enum EngineChoice {
  /// `GeneticEngine`.
  case genetic
  /// `KernelEngine`: the whole run in C. nn_train chooses the kernel by shape, precision and threads.
  case kernels
  /// `PlainEngine`, with the kernels computing the gradients of large batches.
  case plainWithKernelGradients
  /// `PlainEngine`: every topology, optimizer, convention and option.
  case plain

  static let table: [(choice: EngineChoice, conditions: [Condition])] = [
    (.genetic, [.keepsPopulation]),
    (.kernels, [.allowed, .fused, .together, .kernelOptions, .kernelOptimizer, .knownNetwork]),
    (.kernels, [.allowed, .fused, .plainOnline, .kernelOptions, .kernelOptimizer, .knownNetwork]),
    (.kernels, [.allowed, .textbookArithmetic, .plainOnline, .kernelOptions, .textbookNetwork, .knownNetwork]),
    (.plainWithKernelGradients, [.allowed, .fused, .together, .knownNetwork]),
    (.plain, []),
  ]

  init(_ network: Network, _ plan: TrainingPlan) {
    let row = EngineChoice.table.first { $0.conditions.allSatisfy { $0.holds(network, plan) } }
    self = row?.choice ?? .plain
  }
}

/// What a row of the table requires of a network and a plan.
enum Condition {
  /// The optimizer is genetic.
  case keepsPopulation
  /// Kernels are not disabled.
  case allowed
  /// Dense, at most `NN_MAX_LAYERS` layers, one built-in activation per layer; softmax under cross-entropy only;
  /// derivatives of the net input or the output, deltas sent back, biases added last. The last condition of its rows,
  /// as it takes longest to find out.
  case knownNetwork
  /// The kernels implement the optimizer.
  case kernelOptimizer
  /// No tied parameters, dropout, clipping or stop by gradient; weight decay, if any, is that of
  /// L2 and includes the biases; one rate for all layers.
  case kernelOptions
  /// Fused arithmetic, in either precision.
  case fused
  /// In double precision.
  case textbookArithmetic
  /// Errors are propagated over the weights before the update.
  case together
  /// Plain gradient descent of all parameters after every sample; in-order is possible too.
  case plainOnline
  /// Half-squared loss, no flat spot, identity, sigmoid, tanh or relu.
  case textbookNetwork

  private static let textbookActivations: [Activation] = [.identity, .sigmoid, .tanh, .relu]

  func holds(_ network: Network, _ plan: TrainingPlan) -> Bool {
    let rule = plan.rule
    return switch self {
    case .keepsPopulation: rule.optimizer.population != nil
    case .allowed: plan.usesKernels
    case .knownNetwork: KernelNetwork(network, rule) != nil
    case .kernelOptimizer: rule.optimizer.method.kernel != nil
    case .kernelOptions:
      network.shared.isEmpty && plan.dropout.isEmpty && rule.clip == nil && plan.stop.gradient == nil
        && (rule.decay == 0 || rule.penalty == .l2 && (rule.decaysBiases || !network.topology.hasBiases))
        && rule.layerRates.isEmpty
    case .fused: rule.conventions.arithmetic == .fused
    case .textbookArithmetic: rule.conventions.arithmetic == .textbook && rule.precision == .double
    case .together: rule.conventions.update == .together
    case .plainOnline: plan.batch == 1 && rule.optimizer == .sgd && rule.decay == 0 && network.frozen.isEmpty
    case .textbookNetwork:
      rule.loss == .halfSquared && rule.flatSpot == 0
        && network.topology.activations.allSatisfy { Condition.textbookActivations.contains($0) }
    }
  }
}

extension Training {
  func makeEngine() -> any TrainingEngine {
    if let steps { return StepwiseEngine(network, plan, steps) }
    let choice = EngineChoice(network, plan)
    switch choice {
    case .genetic: return GeneticEngine(network, plan, state, population: plan.rule.optimizer.population ?? 0)
    case .kernels: if let kernels = KernelEngine(network, plan, state, choice) { return kernels }
    case .plainWithKernelGradients, .plain: break
    }
    return network.plainEngine(plan, state)
  }
}

extension Network {
  func plainEngine(_ plan: TrainingPlan, _ state: OptimizerState = OptimizerState()) -> any TrainingEngine {
    PlainEngine(self, plan, state)
  }
}
