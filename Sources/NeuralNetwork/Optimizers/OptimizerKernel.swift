import Kernels

/// An optimizer as the kernels know it.
package struct OptimizerKernel: Sendable {
  let kind: nn_optimizer
  var beta1 = 0.0
  var beta2 = 0.0
}
