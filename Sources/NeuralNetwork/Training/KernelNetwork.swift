import Kernels

/// A network, its loss and its backward rule in the form the kernels take.
struct KernelNetwork {
  let activations: [nn_activation]
  private let sizes: [Int]
  private let biases: [UInt8]
  private let loss: nn_loss_kind
  private let flatSpot: Double

  /// Nil if the kernels do not support the network or the rule.
  init?(_ network: Network, _ rule: StepRule) {
    let topology = network.topology
    let conventions = rule.conventions
    guard topology.isDense, topology.outputLayer <= Int(NN_MAX_LAYERS), conventions.derivative != .misapplied,
      conventions.biasSign == .plus, conventions.biasPosition == .last, conventions.sentBack == .delta,
      rule.learning.followsGradient
    else { return nil }
    guard topology.supports(rule.loss), let loss = topology.form(of: rule.loss).kernel else { return nil }
    self.loss = loss
    var kinds: [nn_activation] = []
    for layer in 1...topology.outputLayer {
      let activations = topology.activations[topology.units(of: layer)]
      guard let first = activations.first, let kernel = first.kernel, activations.allSatisfy({ $0 == first }) else {
        return nil
      }
      if first == .softmax, layer < topology.outputLayer || loss != nn_loss_kind_categorical { return nil }
      kinds.append(kernel)
    }
    activations = kinds
    sizes = topology.sizes
    biases = topology.connections.dropFirst().map { $0.firstBias == nil ? 0 : 1 }
    flatSpot = rule.flatSpot
  }

  /// Runs `nn_train` with this network filled in.
  func train(_ training: inout nn_training) -> nn_outcome {
    training.layers = sizes.count - 1
    training.loss = loss
    training.flat_spot = flatSpot
    return sizes.withUnsafeBufferPointer { sizes in
      activations.withUnsafeBufferPointer { activations in
        biases.withUnsafeBufferPointer { biases in
          training.sizes = sizes.baseAddress
          training.activations = activations.baseAddress
          training.biases = biases.baseAddress
          nn_tune(&training)
          return nn_train(&training)
        }
      }
    }
  }
}
