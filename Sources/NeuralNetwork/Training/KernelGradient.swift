import Expressions
import Kernels

/// Gradients of whole batches by the kernels, for optimizers and options that the kernels do not implement.
final class KernelGradient {
  private let network: KernelNetwork
  private let plan: TrainingPlan
  private let parameterCount: Int
  private let outputCount: Int
  /// The number of inputs and hidden units, which dropout applies to.
  private let droppable: Int
  private var values: [Double]
  /// By parameter: Σ −∂E/∂w over the batch.
  private(set) var sums: [Double]
  /// The outputs (samples × outputs).
  private(set) var outputs: [Double] = []
  private var kept: [Double] = []

  /// Nil if the kernels do not support the plan or the network.
  init?(_ network: Network, _ plan: TrainingPlan) {
    guard EngineChoice(network, plan) == .plainWithKernelGradients, let described = KernelNetwork(network, plan.rule)
    else {
      return nil
    }
    self.network = described
    self.plan = plan
    parameterCount = network.values.count
    outputCount = network.topology.outputCount
    droppable = network.topology.unitCount - outputCount
    values = network.values
    sums = values
  }

  /// Whether a batch of this size is faster by the kernels: a call costs as much as a few thousand connections. With
  /// dropout, the factors of the whole batch are stored.
  func isWorthwhile(_ samples: Int) -> Bool {
    guard samples >= 4, parameterCount >= 2_000 / samples else { return false }
    return plan.dropout.isEmpty || parameterCount >= 200 && samples <= (1 << 24) / droppable
  }

  /// Computes `sums` and `outputs` of the samples at these positions of the epoch.
  ///
  /// - Parameters:
  ///   - value: the value of a parameter.
  ///   - drop: draws the dropout factors of the next sample and returns a function from unit to factor; nil for no
  ///     dropout.
  /// - Returns: false, with nothing done, if it ran out of memory or was interrupted.
  func gather(
    _ positions: Range<Int>, _ order: [Int]?, _ data: SampleNumbers, value: (Int) -> Double,
    drop: (() -> (Int) -> Double)?
  ) -> Bool {
    for index in values.indices { values[index] = value(index) }
    if outputs.count != positions.count * outputCount {
      outputs = [Double](repeating: 0, count: positions.count * outputCount)
    }
    if let drop {
      kept.removeAll(keepingCapacity: true)
      for _ in positions {
        let factor = drop()
        for unit in 0..<droppable { kept.append(factor(unit)) }
      }
    }
    var training = nn_training()
    training.optimizer = nn_optimizer_gather
    training.sum = 1
    training.single = plan.rule.precision == .single ? 1 : 0
    training.threads = Int32(clamping: plan.threads)
    training.samples = positions.count
    training.batch = positions.count
    training.epochs = 1
    training.stop = Limits.interruptFlag
    training.targets = data.targets
    training.inputs = data.inputs
    if order == nil {
      training.targets += positions.lowerBound * data.targetCount
      training.inputs += positions.lowerBound * data.inputCount
    }
    let outcome = values.withUnsafeMutableBufferPointer { values in
      sums.withUnsafeMutableBufferPointer { sums in
        outputs.withUnsafeMutableBufferPointer { outputs in
          kept.withUnsafeBufferPointer { kept in
            (order ?? []).withUnsafeBufferPointer { order in
              training.parameters = values.baseAddress
              training.state1 = sums.baseAddress
              training.outputs = outputs.baseAddress
              training.dropout = kept.isEmpty ? nil : kept.baseAddress
              training.order = order.isEmpty ? nil : order.baseAddress.map { $0 + positions.lowerBound }
              return network.train(&training)
            }
          }
        }
      }
    }
    return outcome == nn_outcome_finished
  }
}
