import Kernels

/// What the kernel calls of one training have in common.
struct KernelRun {
  private let network: KernelNetwork
  private let frozen: [UInt8]
  private let plan: TrainingPlan
  private let optimizer: OptimizerKernel
  private let parameters: Int
  private let boundsOutputs: Bool
  /// Few enough for interruptions to be noticed soon, enough to make the copying of parameters cheap.
  let samplesPerCall: Int

  /// Whether the loss is finite as long as the weights are: the outputs are bounded and no target is huge.
  func boundsLoss(_ data: TrainingData) -> Bool {
    boundsOutputs && data.targets.allSatisfy { $0.magnitude < 1e100 }
  }

  /// Whether this many samples run fast enough not to delay an interruption.
  func isShort(_ samples: Int) -> Bool { samples <= max(1, 1_000_000_000 / parameters) }

  var updatesPerCall: Int { max(1, samplesPerCall / (plan.batch ?? samplesPerCall)) }

  /// Nil if the kernels do not support the plan or the network.
  init?(_ network: Network, _ plan: TrainingPlan) {
    guard EngineChoice(network, plan) == .kernels, let described = KernelNetwork(network, plan.rule) else { return nil }
    self.network = described
    frozen = network.frozen.isEmpty ? [] : network.values.indices.map { network.frozen.contains($0) ? 1 : 0 }
    self.plan = plan
    optimizer = plan.rule.optimizer.method.kernel ?? OptimizerKernel(kind: nn_optimizer_none)
    boundsOutputs = network.topology.activations[network.topology.outputUnits].allSatisfy(\.isBounded)
    parameters = 1 + network.values.count
    samplesPerCall = max(1, min(max(16_384, 500_000 / parameters), 16_000_000_000 / parameters))
  }

  /// Runs `training`, in which the caller has set rate, position and extent.
  ///
  /// - Parameter updates: whether to make updates; if not, it only computes outputs and losses.
  func train(
    _ training: inout nn_training, _ values: inout [Double], _ state: inout OptimizerState, _ data: TrainingData,
    order: [Int], _ outputs: inout [Double], updates: Bool = true
  ) -> nn_outcome {
    training.optimizer = updates ? optimizer.kind : nn_optimizer_none
    (training.beta1, training.beta2) = (optimizer.beta1, optimizer.beta2)
    training.decay = plan.rule.decay
    training.batch = plan.batch ?? data.count
    training.sum = plan.rule.conventions.batch == .sum ? 1 : 0
    let conventions = plan.rule.conventions
    training.textbook = conventions.arithmetic == .textbook ? 1 : 0
    training.in_order = conventions.update == .inOrder ? 1 : 0
    training.product =
      switch conventions.effectiveProduct {
      case .gradient: nn_product_gradient
      case .delta: nn_product_delta
      case .out: nn_product_out
      }
    training.derivative_last = plan.rule.factorsDelta ? 1 : 0
    training.single = plan.rule.precision == .single && training.textbook == 0 ? 1 : 0
    training.threads = Int32(clamping: plan.threads)
    return frozen.withUnsafeBufferPointer { frozen in
      training.frozen = frozen.isEmpty ? nil : frozen.baseAddress
      return train(&training, &values, &state, data, order, &outputs)
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
                  return network.train(&training)
                }
              }
            }
          }
        }
      }
    }
  }
}
