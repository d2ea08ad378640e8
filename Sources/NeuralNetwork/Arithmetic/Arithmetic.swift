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
