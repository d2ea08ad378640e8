import Kernels

/// Fused multiply-adds and the project's own functions in double precision: the default, with the same bits on every
/// machine.
package enum FusedDouble: Arithmetic {
  package static func multiplyAdd(_ a: Double, _ b: Double, _ sum: Double) -> Double { nn_fma(a, b, sum) }
  package static func activate(kind: nn_activation, _ net: Double) -> Double { nn_activate(kind, net) }
  package static func derivative(kind: nn_activation, _ net: Double, _ out: Double) -> Double {
    nn_derivative(kind, net, out)
  }
  package static func exp(_ x: Double) -> Double { nn_exp(x) }
  package static func log(_ x: Double) -> Double { nn_log(x) }
}
