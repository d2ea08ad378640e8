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

  /// The same expression with other children and the same range.
  package func mapChildren<E>(_ transform: (Expression) throws(E) -> Expression) throws(E) -> Expression {
    let changed: Node
    switch node {
    case .number, .name: return self
    case .text(let parts):
      changed = .text(
        try parts.map { (part) throws(E) -> TextPart in
          if case .expression(let child) = part { .expression(try transform(child)) } else { part }
        })
    case .negate(let operand): changed = .negate(try transform(operand))
    case .not(let operand): changed = .not(try transform(operand))
    case .binary(let symbol, let left, let right): changed = .binary(symbol, try transform(left), try transform(right))
    case .call(let function, let arguments): changed = .call(function, try arguments.map(transform))
    case .vector(let elements): changed = .vector(try elements.map(transform))
    }
    return Expression(changed, at: range)
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
