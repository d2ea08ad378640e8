import Expressions

/// Fahlman 1988, as in his program, whose slopes are −G.
package struct Quickprop: OptimizerMethod {
  package static let definition = OptimizerDefinition(
    "quickprop", operands: [OptimizerOperand("growth", 1.75, .aboveZero)], memory: 2,
    help: """
      Fahlman's, for batch all: each weight goes to the minimum of the parabola through its last two slopes;
      a step is at most GROWTH times the last one
      """)

  private let growth: Double

  package init(_ operands: [Double], variant: String?) { growth = operands[0] }

  package var divergenceAdvice: String? { "a growth below \(shortest(growth))" }

  /// rate·G is added while G still has the direction of the last step.
  @inline(__always)
  package func step<A: Arithmetic>(
    _ w: A.Number, _ g: A.Number, rate: A.Number, _ last: inout A.Number, _ step: inout A.Number, in _: A.Type
  ) -> A.Number {
    let growth = A.Number(growth)
    var next: A.Number = 0
    if step == 0 {
      next = rate * g
    } else {
      let forward = step > 0 ? g : -g
      let before = step > 0 ? last : -last
      if forward > 0 { next = rate * g }
      // If G exceeds this share of the last one, the parabola's minimum is more than `growth` times the last step away.
      let share = growth / (1 + growth)
      next += forward >= share * before ? growth * step : g / (last - g) * step
    }
    last = g
    step = next
    return w + next
  }
}
