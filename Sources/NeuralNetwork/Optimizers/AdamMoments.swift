/// The running means of g and g², which adam and its relatives keep: Kingma, Ba 2015, algorithm 1.
struct AdamMoments: Sendable {
  /// beta1, beta2 and epsilon, the last operands of these optimizers.
  static let operands = [
    OptimizerOperand("beta1", 0.9, .fromZeroToBelowOne), OptimizerOperand("beta2", 0.999, .fromZeroToBelowOne),
    .epsilon(1e-8, in: ["keras": 1e-7]),
  ]

  static func formulas(new: String) -> OptimizerFormulas {
    OptimizerFormulas(
      .init("m", "beta1 * m_old + (1 - beta1) * g", isNegated: true), .init("v", "beta2 * v_old + (1 - beta2) * g^2"),
      new: new)
  }

  let b1: Double
  let b2: Double

  @inline(__always)
  func update<A: Arithmetic>(_ g: A.Number, _ m: inout A.Number, _ v: inout A.Number, in _: A.Type) {
    let (b1, b2) = (A.Number(b1), A.Number(b2))
    m = A.multiplyAdd(b1, m, (1 - b1) * g)
    v = A.multiplyAdd(b2, v, (1 - b2) * (g * g))
  }
}
