/// Zeiler 2012, with a rate as in PyTorch and Keras.
package struct Adadelta: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "adadelta", operands: [OptimizerOperand("rho", 0.9, .fromZeroToBelowOne), .epsilon(1e-6)], defaultRate: 1,
    memory: 2, help: "steps in the units of w; Zeiler and Keras have a rho of 0.95",
    formulas: { _ in
      let step = "sqrt(u_old + epsilon) / sqrt(s + epsilon) * g"
      return OptimizerFormulas(
        .init("s", "rho * s_old + (1 - rho) * g^2"), .init("u", "rho * u_old + (1 - rho) * (\(step))^2"),
        new: "w - rate * (\(step))")
    })

  private let rho: Double
  private let epsilon: Double

  package init(_ operands: [Double], variant: String?) { (rho, epsilon) = (operands[0], operands[1]) }

  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ s: inout A.Number, _ u: inout A.Number, in _: A.Type
  ) -> A.Number {
    let (rho, epsilon) = (A.Number(rho), A.Number(epsilon))
    s = A.multiplyAdd(rho, s, (1 - rho) * (g * g))
    let step = (u + epsilon).squareRoot() / (s + epsilon).squareRoot() * g
    u = A.multiplyAdd(rho, u, (1 - rho) * (step * step))
    return A.multiplyAdd(rate, step, w)
  }
}
