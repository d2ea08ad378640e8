import Kernels

extension Activation {
  /// All built-in activations. `kernel` names the C function that computes value and derivative.
  package static let all: [Activation] = [
    Activation("identity", value: "x", ofOutput: "1", kernel: nn_activation_identity),
    Activation(
      "sigmoid", value: "1 / (1 + exp(-x))", ofOutput: "out * (1 - out)", isBounded: true,
      kernel: nn_activation_sigmoid),
    Activation(
      "tanh", value: "(exp(x) - exp(-x)) / (exp(x) + exp(-x))", ofOutput: "1 - out^2", isBounded: true,
      kernel: nn_activation_tanh),
    Activation(
      "relu", value: "max(0, x)", derivative: "step(x)", ofOutput: "step(out)", kernel: nn_activation_relu),
    Activation(
      "leaky-relu", parameter: Parameter("slope", 0.01, in: 0...1), value: "max(a * x, x)",
      derivative: "a + (1 - a) * step(x)", kernel: nn_activation_leaky_relu),
    Activation(
      "elu", parameter: Parameter("alpha", 1, in: 0...1e6), value: "max(0, x) + min(0, a * (exp(x) - 1))",
      derivative: "max(step(x), a * exp(min(0, x)) * (1 - step(x)))", kernel: nn_activation_elu),
    Activation(
      "softplus", value: "log(1 + exp(x))", derivative: "sigmoid(x)", ofOutput: "1 - exp(-out)",
      kernel: nn_activation_softplus),
    Activation(
      "swish", value: "x * sigmoid(x)", derivative: "sigmoid(x) + x * sigmoid.deriv(x)", kernel: nn_activation_swish),
    Activation(
      "gelu", value: "x * (1 + erf(x / sqrt(2))) / 2",
      derivative: "(1 + erf(x / sqrt(2))) / 2 + x * exp(-x^2 / 2) / sqrt(2 * pi)", kernel: nn_activation_gelu),
    Activation(
      "gaussian", value: "exp(-x^2)", derivative: "-2 * x * exp(-x^2)", isBounded: true,
      kernel: nn_activation_gaussian),
    Activation("sine", value: "sin(x)", derivative: "cos(x)", isBounded: true, kernel: nn_activation_sine),
    Activation(
      "step", parameter: Parameter("value at 0", 0, in: 0...1),
      value: "max(0, sign(x)) + a * (1 - abs(sign(x)))", derivative: "0", isBounded: true, kernel: nn_activation_step),
    Activation(
      "sign", parameter: Parameter("value at 0", 0, in: -1...1), value: "sign(x) + a * (1 - abs(sign(x)))",
      derivative: "0", isBounded: true),
    // 1 above the threshold, −1 below its negative, 0 between (Fausett, Fundamentals of Neural Networks, 1994).
    Activation(
      "dead-zone", parameter: Parameter("threshold", 0.2, in: 0...1e6),
      value: "max(0, sign(x - a)) - max(0, sign(-x - a))", derivative: "0", isBounded: true),
    Activation(ofLayer: "softmax", formula: "exp(net) / Σ exp(net)", kernel: nn_activation_softmax),
  ]

  /// Aliases in expressions.
  static let aliases = [(name: "logistic", of: "sigmoid")]

  // Those that other code refers to.
  package static let identity = builtIn("identity")
  package static let sigmoid = builtIn("sigmoid")
  package static let tanh = builtIn("tanh")
  package static let relu = builtIn("relu")
  package static let step = builtIn("step")
  package static let softmax = builtIn("softmax")

  private static func builtIn(_ name: String) -> Activation {
    guard let activation = named(name) else { preconditionFailure("no entry for \(name)") }
    return activation
  }
}
