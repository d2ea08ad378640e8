import Kernels

/// Kingma, Ba 2015.
package struct Adam: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adam",
    operands: [
      OptimizerOperand("beta1", 0.9, .fromZeroToBelowOne), OptimizerOperand("beta2", 0.999, .fromZeroToBelowOne),
    ], defaultRate: 0.001, memory: 2,
    help: """
      m = BETA1·m + (1 − BETA1)·G, v = BETA2·v + (1 − BETA2)·G²,
      w + rate·m′ / (√v′ + 1e-8) with m′ = m / (1 − BETA1ᵗ), v′ = v / (1 − BETA2ᵗ) at update t
      """)

  private let b1: Double
  private let b2: Double
  /// rate / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ) of update t.
  private var c1 = 0.0
  private var c2 = 0.0

  package init(_ operands: [Double], option: Bool) { (b1, b2) = (operands[0], operands[1]) }

  package mutating func begin(rate: Double, _ state: OptimizerState) {
    c1 = rate / (1 - state.powers.x)
    c2 = 1 / (1 - state.powers.y)
  }

  package var powerFactors: SIMD2<Double> { SIMD2(b1, b2) }
  package var kernel: OptimizerKernel? { OptimizerKernel(kind: nn_optimizer_adam, beta1: b1, beta2: b2) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ m: inout A.Number, _ v: inout A.Number, in _: A.Type
  ) -> A.Number {
    let (b1, b2) = (A.Number(b1), A.Number(b2))
    m = A.multiplyAdd(b1, m, (1 - b1) * g)
    v = A.multiplyAdd(b2, v, (1 - b2) * (g * g))
    return w + A.Number(c1) * m / ((v * A.Number(c2)).squareRoot() + A.Number(1e-8))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    steps.each { w, g, m, v in nn_step_adam(w, g, b1, b2, c1, c2, &m, &v) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    let (b1, b2, c1, c2) = (Float(b1), Float(b2), Float(c1), Float(c2))
    steps.each { w, g, m, v in nn_step_adamf(w, g, b1, b2, c1, c2, &m, &v) }
  }
}
