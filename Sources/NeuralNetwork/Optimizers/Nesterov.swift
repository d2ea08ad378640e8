import Kernels

/// Nesterov 1983, in the form of Sutskever et al. 2013.
package struct Nesterov: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "nesterov", operands: [OptimizerOperand("momentum", 0.9, .fromZeroToBelowOne)], memory: 1,
    formulas: { _ in
      OptimizerFormulas(.init("v", "momentum * v_old - rate * g"), new: "w + momentum * v - rate * g")
    })

  private let mu: Double

  package init(_ operands: [Double], variant: String?) { mu = operands[0] }

  package var beginsWithRate: Bool { true }
  package var kernel: OptimizerKernel? { OptimizerKernel(kind: nn_optimizer_nesterov, beta1: mu) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ v: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    v = A.multiplyAdd(A.Number(mu), v, rate * g)
    return w + A.multiplyAdd(A.Number(mu), v, rate * g)
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    steps.each { w, g, v, _ in nn_step_nesterov(w, g, steps.rate, mu, &v) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    steps.each { w, g, v, _ in nn_step_nesterovf(w, g, steps.rate, Float(mu), &v) }
  }
}
