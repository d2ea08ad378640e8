extension Expression {
  /// The direct subexpressions in the order written; a name's subscripts belong to the name.
  package var children: [Expression] {
    switch node {
    case .number, .name: []
    case .text(let parts): parts.compactMap { if case .expression(let child) = $0 { child } else { nil } }
    case .negate(let operand), .not(let operand): [operand]
    case .binary(_, let left, let right): [left, right]
    case .call(_, let elements), .vector(let elements): elements
    }
  }

  /// Calls the body with each of `children`.
  package func forEachChild(_ body: (Expression) -> Void) {
    switch node {
    case .number, .name: break
    case .negate(let operand), .not(let operand): body(operand)
    case .binary(_, let left, let right):
      body(left)
      body(right)
    case .call(_, let elements), .vector(let elements): elements.forEach(body)
    case .text: children.forEach(body)
    }
  }

  /// The same expression with other children and the same range; this very one if none of them is another.
  package func mapChildren<E>(_ transform: (Expression) throws(E) -> Expression) throws(E) -> Expression {
    let changed: Node
    switch node {
    case .number, .name: return self
    case .text(let parts):
      changed = .text(
        try parts.map { (part) throws(E) -> TextPart in
          if case .expression(let child) = part { .expression(try transform(child)) } else { part }
        })
    case .negate(let operand):
      let other = try transform(operand)
      if other.isIdentical(to: operand) { return self }
      changed = .negate(other)
    case .not(let operand): changed = .not(try transform(operand))
    case .binary(let symbol, let left, let right):
      let (first, second) = (try transform(left), try transform(right))
      if first.isIdentical(to: left), second.isIdentical(to: right) { return self }
      changed = .binary(symbol, first, second)
    case .call(let function, let arguments):
      guard let others = try Expression.changed(arguments, transform) else { return self }
      changed = .call(function, others)
    case .vector(let elements):
      guard let others = try Expression.changed(elements, transform) else { return self }
      changed = .vector(others)
    }
    return Expression(changed, at: range)
  }

  /// The expressions transformed; nil if none of them changes.
  private static func changed<E>(_ all: [Expression], _ transform: (Expression) throws(E) -> Expression) throws(E)
    -> [Expression]?
  {
    var isChanged = false
    var others: [Expression] = []
    others.reserveCapacity(all.count)
    for expression in all {
      let other = try transform(expression)
      isChanged = isChanged || !other.isIdentical(to: expression)
      others.append(other)
    }
    return isChanged ? others : nil
  }

  /// Whether it consists of numbers, operations, vectors, and names and functions for which the condition holds; an
  /// expression that was read is looked through without building its nodes.
  package func isCalculation(where condition: (Identifier) -> Bool) -> Bool {
    guard isBuilt else { return arena.isCalculation(index, where: condition) }
    switch node {
    case .number: return true
    case .name(let name): return condition(Identifier(name.base))
    case .call(let function, let arguments):
      return condition(Identifier(function.base)) && arguments.allSatisfy { $0.isCalculation(where: condition) }
    case .text, .not: return false
    case .negate, .binary, .vector: return children.allSatisfy { $0.isCalculation(where: condition) }
    }
  }

  /// Whether the condition holds for this expression or one of its subexpressions.
  package func contains(where condition: (Expression) -> Bool) -> Bool {
    if condition(self) { return true }
    switch node {
    case .number, .name: return false
    case .negate(let operand), .not(let operand): return operand.contains(where: condition)
    case .binary(_, let left, let right): return left.contains(where: condition) || right.contains(where: condition)
    default: return children.contains { $0.contains(where: condition) }
    }
  }
}
