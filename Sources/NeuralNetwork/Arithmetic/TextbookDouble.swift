import Kernels

/// What a plain Python or JavaScript program computes: products rounded before they are added, glibc's exp, and the C
/// library's other functions.
package enum TextbookDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double {
    let product = a * b
    return sum + product
  }
  package static func activate(kind: nn_activation, _ net: Double) -> Double {
    switch kind {
    case nn_activation_sigmoid: 1 / (1 + nn_textbook_exp(-net))
    case nn_activation_tanh: Platform.tanh(net)
    case nn_activation_gaussian: nn_textbook_exp(-net * net)
    case nn_activation_sine: Platform.sin(net)
    default: nn_activate(kind, net)
    }
  }
  package static func derivative(kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    switch kind {
    case nn_activation_sigmoid: return out * (1 - out)
    case nn_activation_tanh:
      let square = out * out
      return 1 - square
    case nn_activation_sine: return Platform.cos(net)
    default: return nn_derivative(kind, net, out)
    }
  }
  package static func factored(_ error: Double, kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    kind == nn_activation_sigmoid ? error * out * (1 - out) : error * derivative(kind: kind, net, out)
  }
  package static func exp(_ x: Double) -> Double { nn_textbook_exp(x) }
  package static func log(_ x: Double) -> Double { Platform.log(x) }
}
