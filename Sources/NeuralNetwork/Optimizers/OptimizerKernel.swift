import Kernels

/// An optimizer as the kernels take it; `beta1` and `beta2` as in `nn_training`.
package struct OptimizerKernel: Sendable {
  let kind: nn_optimizer
  var beta1 = 0.0
  var beta2 = 0.0
}
