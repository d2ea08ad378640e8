import Kernels

/// An arithmetic: the precision, how products are added to sums, and the elementary functions.
///
/// A sum of products starts from 0 and applies `multiplyAdd` in index order. nn_arithmetic.h has the full definition.
package protocol Arithmetic: Sendable {
  associatedtype Number: BinaryFloatingPoint & Sendable
  static func multiplyAdd(_ a: Number, _ b: Number, _ sum: Number) -> Number
  static func activate(kind: nn_activation, _ net: Number) -> Number
  static func derivative(kind: nn_activation, _ net: Number, _ out: Number) -> Number
  /// error·g′; in textbook arithmetic multiplied by the factors of g′ one after another, from left to right.
  static func factored(_ error: Number, kind: nn_activation, _ net: Number, _ out: Number) -> Number
  static func exp(_ x: Number) -> Number
  static func log(_ x: Number) -> Number
}

extension Arithmetic {
  /// g(net), by the C function or by the formula.
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

  /// g′ at net input `net` and output `out`.
  package static func derivative(_ activation: Activation, _ net: Number, _ out: Number) -> Number {
    guard let kind = activation.kernel else { return Number(activation.derivative(at: Double(net))) }
    return derivative(kind: kind, net, out)
  }
}
