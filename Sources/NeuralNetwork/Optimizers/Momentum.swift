import Kernels

/// Rumelhart, Hinton, Williams 1986; the variant follows N. Schemenauer's bpnn.py.
package struct Momentum: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "momentum", operands: [OptimizerOperand("momentum", 0.9, .fromZeroToBelowOne)], variants: ["last-gradient"],
    memory: 1,
    help: "last-gradient: without the steps before the last, as bpnn.py does",
    formulas: { variant in
      variant == nil
        ? OptimizerFormulas(.init("v", "momentum * v_old - rate * g"), new: "w + v")
        : OptimizerFormulas(.init("last", "g", isNegated: true), new: "w - rate * g - momentum * last_old")
    })

  private let mu: Double
  private let usesLastGradient: Bool

  package init(_ operands: [Double], variant: String?) {
    mu = operands[0]
    usesLastGradient = variant != nil
  }

  package var beginsWithRate: Bool { !usesLastGradient }
  package var kernel: OptimizerKernel? {
    usesLastGradient ? nil : OptimizerKernel(kind: nn_optimizer_momentum, beta1: mu)
  }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ v: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    if usesLastGradient {
      defer { v = g }
      return A.multiplyAdd(A.Number(mu), v, A.multiplyAdd(rate, g, w))
    }
    v = A.multiplyAdd(A.Number(mu), v, rate * g)
    return w + v
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    if usesLastGradient { return runGeneric(steps) }
    steps.each { w, g, v, _ in nn_step_momentum(w, g, steps.rate, mu, &v) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    if usesLastGradient { return runGeneric(steps) }
    steps.each { w, g, v, _ in nn_step_momentumf(w, g, steps.rate, Float(mu), &v) }
  }
}
