import Kernels

/// Fused multiply-adds and the project's own functions in single precision.
package enum FusedSingle: Arithmetic {
  package static func multiplyAdd(_ a: Float, _ b: Float, _ sum: Float) -> Float { nn_fmaf(a, b, sum) }
  package static func activate(kind: nn_activation, _ net: Float) -> Float { nn_activatef(kind, net) }
  package static func derivative(kind: nn_activation, _ net: Float, _ out: Float) -> Float {
    nn_derivativef(kind, net, out)
  }
  package static func exp(_ x: Float) -> Float { nn_expf(x) }
  package static func log(_ x: Float) -> Float { nn_logf(x) }
}
