import Kernels

/// Hinton, lecture 6e, 2012; PyTorch's form, or with a variant that of Keras, or of TensorFlow's RMSPropOptimizer,
/// whose state starts at 1.
package struct RMSprop: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "rmsprop",
    operands: [
      OptimizerOperand("rho", 0.9, .fromZeroToBelowOne), .epsilon(1e-8, in: ["keras": 1e-7, "tensorflow": 1e-10]),
    ], variants: ["keras", "tensorflow"], defaultRate: 0.001, memory: 1,
    help: "tensorflow: s starts at 1",
    formulas: { variant in
      OptimizerFormulas(
        .init("s", "rho * s_old + (1 - rho) * g^2"),
        new: variant == nil ? "w - rate * g / (sqrt(s) + epsilon)" : "w - rate * g / sqrt(s + epsilon)")
    })

  private let rho: Double
  private let epsilon: Double
  private let addsInsideRoot: Bool
  package let initialState: SIMD2<Double>

  package init(_ operands: [Double], variant: String?) {
    (rho, epsilon) = (operands[0], operands[1])
    addsInsideRoot = variant != nil
    initialState = variant == "tensorflow" ? SIMD2(1, 0) : SIMD2(0, 0)
  }

  private var isKernels: Bool { epsilon == 1e-8 && !addsInsideRoot }
  package var kernel: OptimizerKernel? {
    isKernels ? OptimizerKernel(kind: nn_optimizer_rmsprop, beta1: rho) : nil
  }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ s: inout A.Number, _: inout A.Number, in _: A.Type
  ) -> A.Number {
    let rho = A.Number(rho)
    s = A.multiplyAdd(rho, s, (1 - rho) * (g * g))
    let epsilon = A.Number(epsilon)
    return w + rate * g / (addsInsideRoot ? (s + epsilon).squareRoot() : s.squareRoot() + epsilon)
  }

  package func run(_ steps: ParameterSteps<FusedDouble>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, s, _ in nn_step_rmsprop(w, g, steps.rate, rho, &s) }
  }

  package func run(_ steps: ParameterSteps<FusedSingle>) {
    guard isKernels else { return runGeneric(steps) }
    steps.each { w, g, s, _ in nn_step_rmspropf(w, g, steps.rate, Float(rho), &s) }
  }
}
