import Kernels

/// Duchi, Hazan, Singer 2011.
package struct Adagrad: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adagrad", operands: [.epsilon(1e-10)], defaultRate: 0.01, memory: 1,
    formulas: { _ in
      OptimizerFormulas(.init("s", "s_old + g^2"), new: "w - rate * g / (sqrt(s) + epsilon)")
    })

  private let epsilon: Double

  package init(_ operands: [Double], variant: String?) { epsilon = operands[0] }

  private var isKernels: Bool { epsilon == 1e-10 }
  package var kernel: OptimizerKernel? { isKernels ? OptimizerKernel(kind: nn_optimizer_adagrad) : nil }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ s: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    s = A.multiplyAdd(g, g, s)
    return w + rate * g / (s.squareRoot() + A.Number(epsilon))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, s, _ in nn_step_adagrad(w, g, steps.rate, &s) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, s, _ in nn_step_adagradf(w, g, steps.rate, &s) }
  }
}
