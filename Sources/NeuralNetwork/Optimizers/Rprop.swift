import Expressions

/// iRprop− (Igel, Hüsken 2000). If G is exactly 0 it repeats the last step, as SNNS 4.3 does (learn_f.c, MODI_rprop);
/// with the variant it takes no step, as in the paper and in PyTorch.
package struct Rprop: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "rprop",
    operands: [OptimizerOperand("first step", 0.1, .aboveZero), OptimizerOperand("largest step", 50, .aboveZero)],
    variants: ["rest"], usesRate: false, memory: 2,
    help: """
      iRprop−, for batch all: each weight has a step of its own, from FIRST up to LARGEST, which grows by 1.2
      while g keeps its sign and halves where it changes; the rate plays no part; where g is exactly 0
      the weight takes its last step again, as in SNNS, or with rest stays, as in PyTorch
      """)

  private let firstStep: Double
  private let largestStep: Double
  private let rests: Bool

  package init(_ operands: [Double], variant: String?) {
    (firstStep, largestStep) = (operands[0], operands[1])
    rests = variant != nil
  }

  package var operandError: String? { largestStep < firstStep ? "the largest step must not be below the first" : nil }
  package var divergenceAdvice: String? {
    "a largest step below \(shortest(largestStep)): optimizer rprop 0.1 1"
  }

  /// Signs are compared, not multiplied: the product of two small numbers underflows to 0.
  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ last: inout A.Number, _ size: inout A.Number, in _: A.Type
  ) -> A.Number {
    if size == 0 { size = A.Number(firstStep) }
    if g == 0, !rests { return last > 0 ? w + size : last < 0 ? w - size : w }
    if last > 0 && g > 0 || last < 0 && g < 0 {
      size = min(size * A.Number(1.2), A.Number(largestStep))
    } else if last > 0 && g < 0 || last < 0 && g > 0 {
      size = max(size * A.Number(0.5), A.Number(1e-6))
      last = 0
      return w
    }
    last = g
    return g > 0 ? w + size : g < 0 ? w - size : w
  }
}
