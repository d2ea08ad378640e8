import Kernels

/// The function from a unit's net input to its output.
package enum Activation: Sendable, Equatable {
  case identity, sigmoid, tanh, relu, leakyRelu, elu, softplus, swish, gelu, gaussian, sine, step
  /// Over a whole output layer: out_k = exp(net_k) / Σ exp(net).
  case softmax
  /// A function of the user's, with the derivative that was derived from it.
  case custom(CustomActivation)

  package static let named: [(name: String, activation: Activation)] = [
    ("identity", .identity), ("sigmoid", .sigmoid), ("tanh", .tanh), ("relu", .relu), ("leaky-relu", .leakyRelu),
    ("elu", .elu), ("softplus", .softplus), ("swish", .swish), ("gelu", .gelu), ("gaussian", .gaussian),
    ("sine", .sine), ("step", .step), ("softmax", .softmax),
  ]

  package init?(named name: String) {
    guard let found = Activation.named.first(where: { $0.name == name }) else { return nil }
    self = found.activation
  }

  package var name: String {
    if case .custom(let custom) = self { return custom.name }
    return Activation.named.first { $0.activation == self }?.name ?? ""
  }

  /// The kernels' number for it; a user's function has none and counts as the identity.
  package var kernelKind: nn_activation {
    switch self {
    case .identity, .custom: nn_activation(rawValue: 0)
    case .sigmoid: nn_activation(rawValue: 1)
    case .tanh: nn_activation(rawValue: 2)
    case .relu: nn_activation(rawValue: 3)
    case .leakyRelu: nn_activation(rawValue: 4)
    case .elu: nn_activation(rawValue: 5)
    case .softplus: nn_activation(rawValue: 6)
    case .swish: nn_activation(rawValue: 7)
    case .gelu: nn_activation(rawValue: 8)
    case .gaussian: nn_activation(rawValue: 9)
    case .sine: nn_activation(rawValue: 10)
    case .step: nn_activation(rawValue: 11)
    case .softmax: nn_activation(rawValue: 12)
    }
  }
}

/// An activation function that a user has defined.
package final class CustomActivation: Sendable, Equatable {
  package let name: String
  /// The definition as text; two functions with the same one are the same.
  package let definition: String
  package let value: @Sendable (Double) -> Double
  package let derivative: @Sendable (Double) -> Double

  package init(
    name: String, definition: String, value: @escaping @Sendable (Double) -> Double,
    derivative: @escaping @Sendable (Double) -> Double
  ) {
    self.name = name
    self.definition = definition
    self.value = value
    self.derivative = derivative
  }

  package static func == (left: CustomActivation, right: CustomActivation) -> Bool {
    left.name == right.name && left.definition == right.definition
  }
}
