import Kernels

/// Kingma, Ba 2015, algorithm 1; with `keras` the form before section 2.1, as in Keras and TensorFlow.
package struct Adam: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adam",
    operands: [
      OptimizerOperand("beta1", 0.9, .fromZeroToBelowOne), OptimizerOperand("beta2", 0.999, .fromZeroToBelowOne),
      .epsilon(1e-8, in: ["keras": 1e-7]),
    ], variants: ["keras"], defaultRate: 0.001, memory: 2,
    help: "keras: the form of Keras and TensorFlow",
    formulas: { variant in
      OptimizerFormulas(
        .init("m", "beta1 * m_old + (1 - beta1) * g", isNegated: true),
        .init("v", "beta2 * v_old + (1 - beta2) * g^2"),
        new: variant == nil
          ? "w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)"
          : "w - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)")
    })

  private let b1: Double
  private let b2: Double
  private let epsilon: Double
  private let isKeras: Bool
  /// rate / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ) of update t; with `keras` rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) and 1.
  private var c1 = 0.0
  private var c2 = 0.0

  package init(_ operands: [Double], variant: String?) {
    (b1, b2, epsilon) = (operands[0], operands[1], operands[2])
    isKeras = variant != nil
  }

  package mutating func begin(rate: Double, _ state: OptimizerState) {
    c1 = (isKeras ? rate * (1 - state.powers.y).squareRoot() : rate) / (1 - state.powers.x)
    c2 = isKeras ? 1 : 1 / (1 - state.powers.y)
  }

  package func powerFactors(_ update: Int) -> SIMD2<Double> { SIMD2(b1, b2) }
  private var isKernels: Bool { epsilon == 1e-8 && !isKeras }
  package var kernel: OptimizerKernel? {
    isKernels ? OptimizerKernel(kind: nn_optimizer_adam, beta1: b1, beta2: b2) : nil
  }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ m: inout A.Number, _ v: inout A.Number, in _: A.Type
  ) -> A.Number {
    let (b1, b2) = (A.Number(b1), A.Number(b2))
    m = A.multiplyAdd(b1, m, (1 - b1) * g)
    v = A.multiplyAdd(b2, v, (1 - b2) * (g * g))
    return w + A.Number(c1) * m / ((v * A.Number(c2)).squareRoot() + A.Number(epsilon))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, m, v in nn_step_adam(w, g, b1, b2, c1, c2, &m, &v) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    guard isKernels else { return runGeneric(steps) }
    let (b1, b2, c1, c2) = (Float(b1), Float(b2), Float(c1), Float(c2))
    steps.each { w, g, m, v in nn_step_adamf(w, g, b1, b2, c1, c2, &m, &v) }
  }
}
