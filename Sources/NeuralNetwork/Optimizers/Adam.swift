import Kernels

/// Kingma, Ba 2015, algorithm 1; with `keras` the form before section 2.1, as in Keras and TensorFlow.
package struct Adam: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adam",
    operands: AdamMoments.operands, variants: ["keras"], defaultRate: 0.001, memory: 2,
    help: "keras: the form of Keras and TensorFlow",
    formulas: { variant in
      AdamMoments.formulas(
        new: variant == nil
          ? "w - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)"
          : "w - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)")
    })

  private let moments: AdamMoments
  private let epsilon: Double
  private let isKeras: Bool
  /// rate / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ) of update t; with `keras` rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) and 1.
  private var c1 = 0.0
  private var c2 = 0.0

  package init(_ operands: [Double], variant: String?) {
    moments = AdamMoments(b1: operands[0], b2: operands[1])
    epsilon = operands[2]
    isKeras = variant != nil
  }

  package mutating func begin(rate: Double, _ state: OptimizerState) {
    c1 = (isKeras ? rate * (1 - state.powers.y).squareRoot() : rate) / (1 - state.powers.x)
    c2 = isKeras ? 1 : 1 / (1 - state.powers.y)
  }

  package func powerFactors(_ update: Int) -> SIMD2<Double> { SIMD2(moments.b1, moments.b2) }
  private var isKernels: Bool { epsilon == 1e-8 && !isKeras }
  package var kernel: OptimizerKernel? {
    isKernels ? OptimizerKernel(kind: nn_optimizer_adam, beta1: moments.b1, beta2: moments.b2) : nil
  }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ m: inout A.Number, _ v: inout A.Number, in arithmetic: A.Type
  ) -> A.Number {
    moments.update(g, &m, &v, in: arithmetic)
    return w + A.Number(c1) * m / ((v * A.Number(c2)).squareRoot() + A.Number(epsilon))
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, m, v in nn_step_adam(w, g, moments.b1, moments.b2, c1, c2, &m, &v) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    guard isKernels else { return runGeneric(steps) }
    let (b1, b2, c1, c2) = (Float(moments.b1), Float(moments.b2), Float(c1), Float(c2))
    steps.each { w, g, m, v in nn_step_adamf(w, g, b1, b2, c1, c2, &m, &v) }
  }
}
