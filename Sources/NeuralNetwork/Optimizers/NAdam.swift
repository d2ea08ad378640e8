/// Dozat 2016: adam with Nesterov's momentum, whose share of the update grows from half of β₁; PyTorch's form, or with
/// `keras` that of Keras, where it grows 250 times as fast.
package struct NAdam: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "nadam",
    operands: AdamMoments.operands, variants: ["keras"], defaultRate: 0.002, memory: 2,
    help: """
      u = beta1 * (1 - 0.5 * 0.96^(0.004 * t)), q that of update t + 1, p the product of every u so far
      keras: u = beta1 * (1 - 0.5 * 0.96^t)
      """,
    formulas: { _ in
      AdamMoments.formulas(
        new: "w - rate * (q * m / (1 - p * q) + (1 - u) * g / (1 - p)) / (sqrt(v / (1 - beta2^t)) + epsilon)")
    })

  private let moments: AdamMoments
  private let epsilon: Double
  private let isKeras: Bool
  /// rate · q / (1 − p · q), rate · (1 − u) / (1 − p) and 1 / (1 − β₂ᵗ) of update t.
  private var c1 = 0.0
  private var c2 = 0.0
  private var c3 = 0.0

  package init(_ operands: [Double], variant: String?) {
    moments = AdamMoments(b1: operands[0], b2: operands[1])
    epsilon = operands[2]
    isKeras = variant != nil
  }

  private func momentum(_ update: Int) -> Double {
    moments.b1 * (1 - 0.5 * Elementary.power(0.96, isKeras ? Double(update) : 0.004 * Double(update)))
  }

  package mutating func begin(rate: Double, _ state: OptimizerState) {
    let (u, next) = (momentum(state.updates), momentum(state.updates + 1))
    c1 = rate * next / (1 - state.powers.x * next)
    c2 = rate * (1 - u) / (1 - state.powers.x)
    c3 = 1 / (1 - state.powers.y)
  }

  package func powerFactors(_ update: Int) -> SIMD2<Double> { SIMD2(momentum(update), moments.b2) }

  package func constants(_ state: OptimizerState) -> [(name: String, value: Double)] {
    [
      ("t", Double(state.updates)), ("u", momentum(state.updates)), ("q", momentum(state.updates + 1)),
      ("p", state.powers.x),
    ]
  }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ m: inout A.Number, _ v: inout A.Number, in arithmetic: A.Type
  ) -> A.Number {
    moments.update(g, &m, &v, in: arithmetic)
    return w + (A.Number(c1) * m + A.Number(c2) * g) / ((v * A.Number(c3)).squareRoot() + A.Number(epsilon))
  }
}
