import Kernels

/// What a plain program computes with 32-bit numbers, as numpy and PyTorch do: every operation rounded to single
/// precision, and functions to the nearest number, as good C libraries do.
package enum TextbookSingle: Arithmetic {
  package static func multiplyAdd(_ a: Float, _ b: Float, _ sum: Float) -> Float {
    let product = a * b
    return sum + product
  }
  package static func activate(kind: nn_activation, _ net: Float) -> Float {
    switch kind {
    case nn_activation_sigmoid: 1 / (1 + exp(-net))
    case nn_activation_gaussian: exp(-net * net)
    default: Float(TextbookDouble.activate(kind: kind, Double(net)))
    }
  }
  package static func derivative(kind: nn_activation, _ net: Float, _ out: Float) -> Float {
    switch kind {
    case nn_activation_sigmoid: return out * (1 - out)
    case nn_activation_tanh:
      let square = out * out
      return 1 - square
    case nn_activation_sine: return Float(TextbookDouble.derivative(kind: kind, Double(net), Double(out)))
    default: return nn_derivativef(kind, net, out)
    }
  }
  package static func factored(_ error: Float, kind: nn_activation, _ net: Float, _ out: Float) -> Float {
    kind == nn_activation_sigmoid ? error * out * (1 - out) : error * derivative(kind: kind, net, out)
  }
  package static func exp(_ x: Float) -> Float { Float(TextbookDouble.exp(Double(x))) }
  package static func log(_ x: Float) -> Float { Float(TextbookDouble.log(Double(x))) }
}
