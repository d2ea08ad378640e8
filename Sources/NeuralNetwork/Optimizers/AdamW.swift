/// Loshchilov, Hutter 2019: adam with weight decay apart from the gradient.
package struct AdamW: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adamw",
    operands: [OptimizerOperand("decay", 0.01, .fromZero, in: ["keras": 0.004])] + AdamMoments.operands,
    variants: ["keras"], defaultRate: 0.001, memory: 2,
    help: "weight decay in proportion to the rate, not in the gradient",
    formulas: { variant in
      let decayed = "w * (1 - rate * decay)"
      return AdamMoments.formulas(
        new: variant == nil
          ? "\(decayed) - rate * (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon)"
          : "\(decayed) - rate * sqrt(1 - beta2^t) / (1 - beta1^t) * m / (sqrt(v) + epsilon)")
    })

  private let decay: Double
  private var adam: Adam

  package init(_ operands: [Double], variant: String?) {
    decay = operands[0]
    adam = Adam(Array(operands.dropFirst()), variant: variant)
  }

  package mutating func begin(rate: Double, _ state: OptimizerState) { adam.begin(rate: rate, state) }

  package func powerFactors(_ update: Int) -> SIMD2<Double> { adam.powerFactors(update) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ m: inout A.Number, _ v: inout A.Number, in arithmetic: A.Type
  ) -> A.Number {
    adam.step(w * (1 - rate * A.Number(decay)), g, rate: rate, &m, &v, in: arithmetic)
  }
}
