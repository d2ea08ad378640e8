import Kernels

/// The project's own functions of one number: the same bits on every machine.
package enum Elementary {
  package static func exp(_ x: Double) -> Double { nn_exp(x) }
  package static func log(_ x: Double) -> Double { nn_log(x) }
  package static func sin(_ x: Double) -> Double { nn_sin(x) }
  package static func cos(_ x: Double) -> Double { nn_cos(x) }
  package static func erf(_ x: Double) -> Double { nn_erf(x) }
  /// base^exponent for a positive base.
  package static func power(_ base: Double, _ exponent: Double) -> Double { nn_exp(exponent * nn_log(base)) }
}
