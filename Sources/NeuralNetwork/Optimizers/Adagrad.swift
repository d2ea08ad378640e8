import Kernels

/// Duchi, Hazan, Singer 2011.
package struct Adagrad: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adagrad", defaultRate: 0.01, memory: 1, help: "s = s + G², w + rate·G / (√s + 1e-10)")

  package init(_ operands: [Double], option: Bool) {}

  package var kernel: OptimizerKernel? { OptimizerKernel(kind: nn_optimizer_adagrad) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ s: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    s = A.multiplyAdd(g, g, s)
    return w + rate * g / (s.squareRoot() + A.Number(1e-10))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    steps.each { w, g, s, _ in nn_step_adagrad(w, g, steps.rate, &s) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    steps.each { w, g, s, _ in nn_step_adagradf(w, g, steps.rate, &s) }
  }
}
