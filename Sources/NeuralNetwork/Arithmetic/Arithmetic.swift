import Glibc
import Kernels

/// The definition of the numbers: precision, how a product joins a sum, and the functions.
///
/// A sum of products is a chain of `multiplyAdd` in index order from 0. Kernels.h states the whole definition.
package protocol Arithmetic: Sendable {
  associatedtype Number: BinaryFloatingPoint & Sendable
  static func multiplyAdd(_ a: Number, _ b: Number, _ sum: Number) -> Number
  static func activate(kind: nn_activation, _ net: Number) -> Number
  static func derivative(kind: nn_activation, _ net: Number, _ out: Number) -> Number
  /// error·g′, multiplied by the factors of g′ from left to right where products are rounded by themselves.
  static func factored(_ error: Number, kind: nn_activation, _ net: Number, _ out: Number) -> Number
  static func exp(_ x: Number) -> Number
  static func log(_ x: Number) -> Number
}

extension Arithmetic {
  /// g(net), by its C function or by its formula.
  package static func activate(_ activation: Activation, _ net: Number) -> Number {
    guard let kind = activation.kernel else { return Number(activation.value(at: Double(net))) }
    return activate(kind: kind, net)
  }

  package static func factored(_ error: Number, kind: nn_activation, _ net: Number, _ out: Number) -> Number {
    error * derivative(kind: kind, net, out)
  }

  package static func factored(_ error: Number, _ activation: Activation, _ net: Number, _ out: Number) -> Number {
    guard let kind = activation.kernel else { return error * derivative(activation, net, out) }
    return factored(error, kind: kind, net, out)
  }

  /// g′ where the net input is `net` and the output `out`.
  package static func derivative(_ activation: Activation, _ net: Number, _ out: Number) -> Number {
    guard let kind = activation.kernel else { return Number(activation.derivative(at: Double(net))) }
    return derivative(kind: kind, net, out)
  }
}

/// Fused multiply-adds and the project's own functions, in double: the default, the same bits everywhere.
package enum FusedDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double { nn_fma(a, b, sum) }
  package static func activate(kind: nn_activation, _ net: Double) -> Double { nn_activate(kind, net) }
  package static func derivative(kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    nn_derivative(kind, net, out)
  }
  package static func exp(_ x: Double) -> Double { nn_exp(x) }
  package static func log(_ x: Double) -> Double { nn_log(x) }
}

/// The same definition in single precision.
package enum FusedSingle: Arithmetic {
  package static func multiplyAdd(_ a: Float, _ b: Float, _ sum: Float) -> Float { nn_fmaf(a, b, sum) }
  package static func activate(kind: nn_activation, _ net: Float) -> Float { nn_activatef(kind, net) }
  package static func derivative(kind: nn_activation, _ net: Float, _ out: Float) -> Float {
    nn_derivativef(kind, net, out)
  }
  package static func exp(_ x: Float) -> Float { nn_expf(x) }
  package static func log(_ x: Float) -> Float { nn_logf(x) }
}

/// What a plain Python or JavaScript program computes: multiply, round, add, round; glibc's exp, the C library's rest.
package enum TextbookDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double {
    let product = a * b
    return sum + product
  }
  package static func activate(kind: nn_activation, _ net: Double) -> Double {
    switch kind {
    case nn_activation_sigmoid: 1 / (1 + nn_textbook_exp(-net))
    case nn_activation_tanh: Glibc.tanh(net)
    case nn_activation_gaussian: nn_textbook_exp(-net * net)
    case nn_activation_sine: Glibc.sin(net)
    default: nn_activate(kind, net)
    }
  }
  package static func derivative(kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    switch kind {
    case nn_activation_sigmoid: return out * (1 - out)
    case nn_activation_tanh:
      let square = out * out
      return 1 - square
    case nn_activation_sine: return Glibc.cos(net)
    default: return nn_derivative(kind, net, out)
    }
  }
  package static func factored(_ error: Double, kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    kind == nn_activation_sigmoid ? error * out * (1 - out) : error * derivative(kind: kind, net, out)
  }
  package static func exp(_ x: Double) -> Double { nn_textbook_exp(x) }
  package static func log(_ x: Double) -> Double { Glibc.log(x) }
}
