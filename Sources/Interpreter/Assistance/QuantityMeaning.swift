import WorkedExamples

extension UnitPart {
  /// In the words of the field.
  package var meaning: String {
    switch self {
    case .out: "output, g(net)"
    case .net: "net input: weighted sum plus bias"
    case .target: "wanted output"
    case .error: "−∂E/∂out"
    case .derivative: "derivative of the activation function there"
    case .delta: "error × deriv = −∂E/∂net"
    }
  }
}

extension ParameterPart {
  package var meaning: String {
    switch self {
    case .value: "the value now"
    case .gradient: "∂E/∂w"
    case .change: "the change of the last update"
    case .old: "the value before the last update"
    case .new: "the value after the last update"
    }
  }
}
