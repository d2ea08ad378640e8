import Kernels

/// What stays the same in the kernels' calls of one training.
struct KernelRun {
  private let sizes: [Int]
  private let activations: [nn_activation]
  private let biases: [UInt8]
  private let loss: nn_loss_kind
  private let frozen: [UInt8]
  private let plan: TrainingPlan
  private let parameters: Int
  /// So many that an interruption is noticed soon and copying the parameters costs little.
  let samplesPerCall: Int

  /// Whether the loss is finite while the weights are: outputs are bounded, and the targets no larger than anything
  /// of use.
  func boundsLoss(_ data: TrainingData) -> Bool {
    let bounded: [nn_activation] = [1, 2, 10, 11, 12].map { nn_activation(rawValue: $0) }
    return bounded.contains { $0 == activations.last } && data.targets.allSatisfy { $0.magnitude < 1e100 }
  }

  /// Whether so many samples take no longer than it may take to notice an interruption.
  func isShort(_ samples: Int) -> Bool { samples <= max(1, 1_000_000_000 / parameters) }

  var updatesPerCall: Int { max(1, samplesPerCall / (plan.batch ?? samplesPerCall)) }

  /// Nil where the kernels do not have what the plan or the network asks for.
  init?(_ network: Network, _ plan: TrainingPlan) {
    let topology = network.topology
    let conventions = plan.rule.conventions
    guard plan.usesKernels, topology.isDense, topology.outputLayer <= Int(NN_MOST_LAYERS), network.shared.isEmpty,
      plan.dropout.isEmpty,
      plan.update.clip == nil, plan.update.decay == 0 || plan.update.decaysBiases || !topology.hasBiases,
      plan.stop.gradient == nil, plan.rule.flatSpot == 0,
      conventions.derivative != .misapplied, conventions.biasSign == .plus, conventions.biasPlace == .last
    else { return nil }
    guard conventions.arithmetic == .textbook ? Self.fitsTextbook(network, plan) : conventions.update == .together
    else { return nil }
    switch plan.update.optimizer {
    case .rprop, .quickprop, .genetic: return nil
    case .sgd, .momentum, .nesterov, .adagrad, .rmsprop, .adam: break
    }
    switch (plan.rule.loss, topology.crossEntropyKind) {
    case (.halfSquared, _): loss = nn_loss_kind_half_squared
    case (.crossEntropy, .categorical): loss = nn_loss_kind_categorical
    case (.crossEntropy, .binary): loss = nn_loss_kind_binary
    default: return nil
    }
    var kinds: [nn_activation] = []
    for layer in 1...topology.outputLayer {
      let activations = topology.activations[topology.units(of: layer)]
      guard let first = activations.first, activations.allSatisfy({ $0 == first }) else { return nil }
      if case .custom = first { return nil }
      if first == .softmax, layer < topology.outputLayer || loss != nn_loss_kind_categorical { return nil }
      kinds.append(first.kernelKind)
    }
    activations = kinds
    sizes = topology.sizes
    biases = topology.connections.dropFirst().map { $0.firstBias == nil ? 0 : 1 }
    frozen = network.frozen.isEmpty ? [] : network.values.indices.map { network.frozen.contains($0) ? 1 : 0 }
    self.plan = plan
    parameters = 1 + topology.parameterCount
    samplesPerCall = max(1, min(max(16_384, 500_000 / parameters), 16_000_000_000 / parameters))
  }

  /// The textbook kernel is for online descent on the half-squared loss.
  private static func fitsTextbook(_ network: Network, _ plan: TrainingPlan) -> Bool {
    let known: [Activation] = [.identity, .sigmoid, .tanh, .relu]
    return plan.batch == 1 && plan.update.optimizer == .sgd && plan.update.decay == 0 && network.frozen.isEmpty
      && plan.rule.loss == .halfSquared && network.topology.activations.allSatisfy(known.contains)
  }

  /// Trains as `training` says, which the caller has given rate, place and extent.
  func train(
    _ training: inout nn_training, _ values: inout [Double], _ state: inout OptimizerState, _ data: TrainingData,
    order: [Int], _ outputs: inout [Double]
  ) -> nn_outcome {
    training.layers = sizes.count - 1
    training.loss = loss
    plan.update.optimizer.describe(in: &training)
    training.decay = plan.update.decay
    training.batch = plan.batch ?? data.count
    training.sum = plan.update.batch == .sum ? 1 : 0
    let conventions = plan.rule.conventions
    training.textbook = conventions.arithmetic == .textbook ? 1 : 0
    training.in_order = conventions.update == .inOrder ? 1 : 0
    training.rate_first = conventions.multipliesRateFirst ? 1 : 0
    training.single = plan.update.precision == .single && training.textbook == 0 ? 1 : 0
    training.threads = Int32(clamping: plan.threads)
    return sizes.withUnsafeBufferPointer { sizes in
      activations.withUnsafeBufferPointer { activations in
        biases.withUnsafeBufferPointer { biases in
          frozen.withUnsafeBufferPointer { frozen in
            training.sizes = sizes.baseAddress
            training.activations = activations.baseAddress
            training.biases = biases.baseAddress
            training.frozen = frozen.isEmpty ? nil : frozen.baseAddress
            return train(&training, &values, &state, data, order, &outputs)
          }
        }
      }
    }
  }

  private func train(
    _ training: inout nn_training, _ values: inout [Double], _ state: inout OptimizerState, _ data: TrainingData,
    _ order: [Int], _ outputs: inout [Double]
  ) -> nn_outcome {
    values.withUnsafeMutableBufferPointer { values in
      state.first.withUnsafeMutableBufferPointer { first in
        state.second.withUnsafeMutableBufferPointer { second in
          outputs.withUnsafeMutableBufferPointer { outputs in
            data.inputs.withUnsafeBufferPointer { inputs in
              data.targets.withUnsafeBufferPointer { targets in
                order.withUnsafeBufferPointer { order in
                  training.parameters = values.baseAddress
                  training.state1 = first.isEmpty ? nil : first.baseAddress
                  training.state2 = second.isEmpty ? nil : second.baseAddress
                  training.outputs = outputs.baseAddress
                  training.inputs = inputs.baseAddress
                  training.targets = targets.baseAddress
                  training.order = order.isEmpty ? nil : order.baseAddress
                  return nn_train(&training)
                }
              }
            }
          }
        }
      }
    }
  }
}

extension Optimizer {
  fileprivate func describe(in training: inout nn_training) {
    switch self {
    case .sgd, .rprop, .quickprop, .genetic: training.optimizer = nn_optimizer_sgd
    case .momentum(let mu):
      training.optimizer = nn_optimizer_momentum
      training.beta1 = mu
    case .nesterov(let mu):
      training.optimizer = nn_optimizer_nesterov
      training.beta1 = mu
    case .adagrad: training.optimizer = nn_optimizer_adagrad
    case .rmsprop(let rho):
      training.optimizer = nn_optimizer_rmsprop
      training.beta1 = rho
    case .adam(let b1, let b2):
      training.optimizer = nn_optimizer_adam
      training.beta1 = b1
      training.beta2 = b2
    }
  }
}
