import Kernels

/// Hinton, lecture 6e, 2012.
package struct RMSprop: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "rmsprop", operands: [OptimizerOperand("rho", 0.9, .fromZeroToBelowOne)], defaultRate: 0.001, memory: 1,
    help: "s = RHO·s + (1 − RHO)·G², w + rate·G / (√s + 1e-8)")

  private let rho: Double

  package init(_ operands: [Double], option: Bool) { rho = operands[0] }

  package var kernel: OptimizerKernel? { OptimizerKernel(kind: nn_optimizer_rmsprop, beta1: rho) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ s: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    let rho = A.Number(rho)
    s = A.multiplyAdd(rho, s, (1 - rho) * (g * g))
    return w + rate * g / (s.squareRoot() + A.Number(1e-8))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    steps.each { w, g, s, _ in nn_step_rmsprop(w, g, steps.rate, rho, &s) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    steps.each { w, g, s, _ in nn_step_rmspropf(w, g, steps.rate, Float(rho), &s) }
  }
}
