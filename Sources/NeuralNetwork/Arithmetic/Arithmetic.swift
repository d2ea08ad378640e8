import Glibc
import Kernels

/// The definition of the numbers: precision, how a product joins a sum, and the functions.
///
/// A sum of products is a chain of `multiplyAdd` in index order from 0. Kernels.h states the whole definition.
package protocol Arithmetic: Sendable {
  associatedtype Number: BinaryFloatingPoint & Sendable
  static func multiplyAdd(_ a: Number, _ b: Number, _ sum: Number) -> Number
  static func activate(_ activation: Activation, _ net: Number) -> Number
  static func derivative(_ activation: Activation, _ net: Number, _ out: Number) -> Number
  static func exp(_ x: Number) -> Number
  static func log(_ x: Number) -> Number
}

/// Fused multiply-adds and the project's own functions, in double: the default, the same bits everywhere.
package enum FusedDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double { nn_fma(a, b, sum) }
  package static func activate(_ activation: Activation, _ net: Double) -> Double {
    if case .custom(let custom) = activation { return custom.value(net) }
    return nn_activate(activation.kernelKind, net)
  }
  package static func derivative(_ activation: Activation, _ net: Double, _ out: Double) -> Double {
    if case .custom(let custom) = activation { return custom.derivative(net) }
    return nn_derivative(activation.kernelKind, net, out)
  }
  package static func exp(_ x: Double) -> Double { nn_exp(x) }
  package static func log(_ x: Double) -> Double { nn_log(x) }
}

/// The same definition in single precision.
package enum FusedSingle: Arithmetic {
  package static func multiplyAdd(_ a: Float, _ b: Float, _ sum: Float) -> Float { nn_fmaf(a, b, sum) }
  package static func activate(_ activation: Activation, _ net: Float) -> Float {
    if case .custom(let custom) = activation { return Float(custom.value(Double(net))) }
    return nn_activatef(activation.kernelKind, net)
  }
  package static func derivative(_ activation: Activation, _ net: Float, _ out: Float) -> Float {
    if case .custom(let custom) = activation { return Float(custom.derivative(Double(net))) }
    return nn_derivativef(activation.kernelKind, net, out)
  }
  package static func exp(_ x: Float) -> Float { nn_expf(x) }
  package static func log(_ x: Float) -> Float { nn_logf(x) }
}

/// What a plain Python or JavaScript program computes: multiply, round, add, round; the C library's exp.
package enum TextbookDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double {
    let product = a * b
    return sum + product
  }
  package static func activate(_ activation: Activation, _ net: Double) -> Double {
    switch activation {
    case .sigmoid: 1 / (1 + Glibc.exp(-net))
    case .tanh: Glibc.tanh(net)
    case .gaussian: Glibc.exp(-net * net)
    case .sine: Glibc.sin(net)
    default: FusedDouble.activate(activation, net)
    }
  }
  package static func derivative(_ activation: Activation, _ net: Double, _ out: Double) -> Double {
    switch activation {
    case .sigmoid: return out * (1 - out)
    case .tanh:
      let square = out * out
      return 1 - square
    case .sine: return Glibc.cos(net)
    default: return FusedDouble.derivative(activation, net, out)
    }
  }
  package static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  package static func log(_ x: Double) -> Double { Glibc.log(x) }
}
