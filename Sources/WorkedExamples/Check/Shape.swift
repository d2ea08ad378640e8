import Expressions

/// An expression as a sum of terms or a product of factors, regardless of parentheses.
enum Shape {
  case sum([(isNegative: Bool, term: Expression)])
  case product([(isInverse: Bool, factor: Expression)])
  case other

  init(_ expression: Expression) {
    switch expression.node {
    case .binary(.add, _, _), .binary(.subtract, _, _): self = .sum(Shape.terms(expression))
    case .binary(.multiply, _, _), .binary(.divide, _, _): self = .product(Shape.factors(expression))
    case .negate(let operand):
      switch Shape(operand) {
      case .sum(let terms): self = .sum(terms.map { (!$0.isNegative, $0.term) })
      case .product(var factors):
        factors[0].factor = Expression(.negate(factors[0].factor), at: factors[0].factor.range)
        self = .product(factors)
      case .other: self = .other
      }
    default: self = .other
    }
  }

  private static func terms(_ expression: Expression) -> [(isNegative: Bool, term: Expression)] {
    switch expression.node {
    case .binary(.add, let left, let right): return terms(left) + terms(right)
    case .binary(.subtract, let left, let right):
      return terms(left) + terms(right).map { (!$0.isNegative, $0.term) }
    case .negate(let operand): return terms(operand).map { (!$0.isNegative, $0.term) }
    default: return [(false, expression)]
    }
  }

  private static func factors(_ expression: Expression) -> [(isInverse: Bool, factor: Expression)] {
    if WrittenNumber(expression) != nil { return [(false, expression)] }
    switch expression.node {
    case .binary(.multiply, let left, let right): return factors(left) + factors(right)
    case .binary(.divide, let left, let right):
      return factors(left) + factors(right).map { (!$0.isInverse, $0.factor) }
    default: return [(false, expression)]
    }
  }
}
