import Expressions

/// What the comparison of two parts of a line found.
struct Matching {
  /// A literal that follows from what stands in its place on the other side.
  struct Leaf {
    var number: WrittenNumber
    var value: WideDecimal
    var agreement: Agreement
    /// Whether it took the unrounded numbers to get there.
    var isUnrounded: Bool
  }

  /// Operands that should be the same and are not.
  struct Mismatch {
    var left: Expression
    var right: Expression
    /// What the left side is worth; nil if a name in it means nothing.
    var value: WideDecimal?
  }

  var leaves: [Leaf] = []
  var mismatches: [Mismatch] = []
  /// Names (and calls of unknown functions, by their text) that take what stands in their place.
  var placed: [(key: String, text: String, value: WideDecimal, unrounded: WideDecimal)] = []
  /// The unrounded numbers behind literals, by their place.
  var behind: [Int: WideDecimal] = [:]
  /// What could not be judged: names without meaning.
  var unjudged: [ReckoningFailure] = []
  /// Whether two sides agree only as far as the digits of the numbers in them go.
  var isWithinDigits = false

  func placedValue(_ key: String) -> WideDecimal? { placed.first { $0.key == key }?.value }
}

/// An expression as a sum of terms or a product of factors, whatever the parentheses.
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
