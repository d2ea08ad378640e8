import Kernels

/// The part of a training that C kernels compute: dense networks under the ordinary conventions, the same bits as
/// the plain engine. Chosen once for a run.
struct KernelTraining {
  private let sizes: [Int]
  private let activations: [nn_activation]
  private let biases: [UInt8]
  private let loss: nn_loss_kind
  private let frozen: [UInt8]?
  /// Samples a call presents, so that an interruption is noticed soon and copying parameters costs little.
  private let budget: Int

  /// Nil where only the plain engine has what the plan or the network asks for.
  init?(_ network: Network, _ plan: TrainingPlan) {
    let topology = network.topology
    let conventions = plan.rule.conventions
    guard topology.isDense, network.shared.isEmpty, plan.update.clip == nil, plan.rule.flatSpot == 0,
      conventions.update == .together, conventions.derivative != .misapplied, conventions.biasSign == .plus,
      conventions.biasPlace == .last, conventions.arithmetic == .fused, conventions.epochLossTime == .during
    else { return nil }
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
    frozen = network.frozen.isEmpty ? nil : network.values.indices.map { network.frozen.contains($0) ? 1 : 0 }
    let parameters = 1 + topology.parameterCount
    budget = max(1, min(max(8192, 4_000_000 / parameters), 8_000_000_000 / parameters))
  }

  /// Where a run stands; `training` moves it on.
  struct Place {
    var position: Int
    var epochs = 0
    var updates = 0
    /// β₁ᵗ and β₂ᵗ of adam.
    var powers: (Double, Double)
    /// False after an epoch with a loss that is not.
    var isFinite = true
  }

  /// How far one call goes.
  enum Extent {
    case epochs(Int)
    case updates(Int)
  }

  /// As much of `wanted` as one call should do: whole epochs from the beginning of one, or a part of one.
  func extent(within wanted: Extent, _ plan: TrainingPlan, samples: Int, position: Int) -> Extent {
    let batch = min(plan.batch ?? samples, samples)
    let epochUpdates = (samples + batch - 1) / batch
    let left = (samples - position + batch - 1) / batch
    let whole = position == 0 ? budget / samples : 0
    switch wanted {
    case .epochs(let count) where whole > 0: return .epochs(plan.shuffle ? 1 : min(count, whole))
    case .updates(let count) where whole > 0 && count >= epochUpdates:
      return .epochs(plan.shuffle ? 1 : min(count / epochUpdates, whole))
    case .epochs: return .updates(min(left, max(1, budget / batch)))
    case .updates(let count): return .updates(min(count, left, max(1, budget / batch)))
    }
  }

  /// Trains `network` by `extent`. Outputs of the epoch's samples are written to `outputs` as they are presented.
  ///
  /// - Returns: false if there was no memory for it; nothing has changed then.
  func advance(
    _ network: inout Network, _ state: inout OptimizerState, _ place: inout Place, by extent: Extent,
    _ data: TrainingData, order: [Int], _ plan: TrainingPlan, outputs: inout [Double]
  ) -> Bool {
    let unchanged = frozen == nil ? [] : network.values
    if plan.update.optimizer != .sgd { state.prepare(network.values.count) }
    var training = nn_training()
    training.layers = sizes.count - 1
    training.loss = loss
    plan.update.optimizer.describe(in: &training)
    training.rate = plan.update.rate
    training.decay = plan.update.decay
    (training.power1, training.power2) = place.powers
    training.samples = data.count
    training.batch = plan.batch ?? data.count
    training.sum = plan.update.batch == .sum ? 1 : 0
    training.single = plan.update.precision == .single ? 1 : 0
    training.threads = Int32(clamping: plan.threads)
    training.position = place.position
    switch extent {
    case .epochs(let count): training.epochs = count
    case .updates(let count):
      training.epochs = 1
      training.updates = count
    }
    // A loss of these grows beyond all numbers before a weight does; a cross-entropy is bounded.
    training.only_finite = loss == nn_loss_kind_half_squared ? 1 : 0
    let outcome = sizes.withUnsafeBufferPointer { sizes in
      activations.withUnsafeBufferPointer { activations in
        biases.withUnsafeBufferPointer { biases in
          training.sizes = sizes.baseAddress
          training.activations = activations.baseAddress
          training.biases = biases.baseAddress
          return run(&training, &network, &state, data, order, &outputs)
        }
      }
    }
    guard outcome != nn_outcome_no_memory, outcome != nn_outcome_unsupported else { return false }
    for (index, isFrozen) in (frozen ?? []).enumerated() where isFrozen == 1 {
      network.values[index] = unchanged[index]
    }
    place.epochs += training.epoch
    place.updates += training.made
    place.position = training.position
    place.powers = (training.power1, training.power2)
    state.updates += training.made
    if outcome == nn_outcome_not_finite { place.isFinite = false }
    return true
  }

  private func run(
    _ training: inout nn_training, _ network: inout Network, _ state: inout OptimizerState, _ data: TrainingData,
    _ order: [Int], _ outputs: inout [Double]
  ) -> nn_outcome {
    network.values.withUnsafeMutableBufferPointer { values in
      state.first.withUnsafeMutableBufferPointer { first in
        state.second.withUnsafeMutableBufferPointer { second in
          outputs.withUnsafeMutableBufferPointer { outputs in
            data.inputs.withUnsafeBufferPointer { inputs in
              data.targets.withUnsafeBufferPointer { targets in
                order.withUnsafeBufferPointer { order in
                  (frozen ?? []).withUnsafeBufferPointer { frozen in
                    training.parameters = values.baseAddress
                    training.state1 = first.isEmpty ? nil : first.baseAddress
                    training.state2 = second.isEmpty ? nil : second.baseAddress
                    training.outputs = outputs.baseAddress
                    training.inputs = inputs.baseAddress
                    training.targets = targets.baseAddress
                    training.order = order.isEmpty ? nil : order.baseAddress
                    training.frozen = frozen.isEmpty ? nil : frozen.baseAddress
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
}

extension Optimizer {
  fileprivate func describe(in training: inout nn_training) {
    switch self {
    case .sgd: training.optimizer = nn_optimizer_sgd
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
