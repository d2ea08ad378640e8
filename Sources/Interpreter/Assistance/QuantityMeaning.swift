import WorkedExamples

extension UnitPart {
  /// A short description for completions.
  package var meaning: String {
    switch self {
    case .out: "output, g(net)"
    case .net: "net input: weighted sum plus bias"
    case .target: "target value"
    case .error: "−∂E/∂out"
    case .derivative: "derivative of the activation function at net"
    case .delta: "error × deriv = −∂E/∂net"
    case .gradient: "∂E/∂out"
    }
  }
}

extension WholePart {
  package var meaning: String {
    switch self {
    case .loss: "loss of the last sample, epoch or test"
    case .sse: "sum of squared errors"
    case .mse: "mean squared error"
    case .mae: "mean absolute error"
    case .misclassified: "number of misclassified samples"
    case .accuracy: "fraction of samples classified correctly"
    case .epoch: "number of epochs trained"
    case .iteration: "number of updates"
    case .rate: "current learning rate"
    case .samples: "number of samples"
    case .parameters: "number of weights and biases"
    }
  }
}

extension ParameterPart {
  package var meaning: String {
    switch self {
    case .value: "the current value"
    case .gradient: "∂E/∂w"
    case .change: "the change in the last update"
    case .old: "the value before the last update"
    case .new: "the value after the last update"
    case .m: "first moment of adam"
    case .v: "velocity of momentum, second moment of adam"
    case .s: "mean or sum of squared gradients"
    case .u: "mean of squared steps of adadelta"
    case .last: "the last gradient"
    case .oldM, .oldV, .oldS, .oldU, .oldLast: "before the last update"
    }
  }
}
