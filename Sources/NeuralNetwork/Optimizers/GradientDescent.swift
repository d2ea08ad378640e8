import Kernels

/// Plain gradient descent: w + rate·G.
package struct GradientDescent: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "sgd", memory: 0, formulas: { _ in OptimizerFormulas(new: "w - rate * g") })

  package init(_ operands: [Double], variant: String?) {}

  package var beginsWithRate: Bool { true }
  package var kernel: OptimizerKernel? { OptimizerKernel(kind: nn_optimizer_sgd) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number { A.multiplyAdd(rate, g, w) }
}
