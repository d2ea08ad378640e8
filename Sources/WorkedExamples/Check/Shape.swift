import Expressions

/// An expression as a sum of terms or a product of factors, regardless of parentheses.
enum Shape {
  case sum([(isNegative: Bool, term: Expression)])
  case product([(isInverse: Bool, factor: Expression)])
  case other

  init(_ expression: Expression) {
    switch expression.node {
    case .binary(.add, _, _), .binary(.subtract, _, _):
      var terms: [(isNegative: Bool, term: Expression)] = []
      terms.reserveCapacity(4)
      Shape.add(expression, isNegative: false, to: &terms)
      self = .sum(terms)
    case .binary(.multiply, _, _), .binary(.divide, _, _):
      var factors: [(isInverse: Bool, factor: Expression)] = []
      factors.reserveCapacity(4)
      Shape.add(expression, isInverse: false, to: &factors)
      self = .product(factors)
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

  private static func add(
    _ expression: Expression, isNegative: Bool, to terms: inout [(isNegative: Bool, term: Expression)]
  ) {
    switch expression.node {
    case .binary(let symbol, let left, let right) where symbol == .add || symbol == .subtract:
      add(left, isNegative: isNegative, to: &terms)
      add(right, isNegative: isNegative != (symbol == .subtract), to: &terms)
    case .negate(let operand): add(operand, isNegative: !isNegative, to: &terms)
    default: terms.append((isNegative, expression))
    }
  }

  private static func add(
    _ expression: Expression, isInverse: Bool, to factors: inout [(isInverse: Bool, factor: Expression)]
  ) {
    switch expression.node {
    case .binary(let symbol, let left, let right)
    where (symbol == .multiply || symbol == .divide) && WrittenNumber(expression) == nil:
      add(left, isInverse: isInverse, to: &factors)
      add(right, isInverse: isInverse != (symbol == .divide), to: &factors)
    default: factors.append((isInverse, expression))
    }
  }
}
