extension Cursor {
  /// Reads `x = 0.5` or `f(x) = …` as one expression.
  ///
  /// - Parameter check: throws where a name, or else the expression, that stands on the left cannot be defined.
  /// - Parameter atValue: moves from behind the left side to the value.
  package mutating func readDefinition(
    check: (Identifier?, () -> Expression) throws(Fault) -> Void, atValue: (inout Cursor) throws(Fault) -> Void
  ) throws(Fault) -> Expression {
    let target = try readNameOrCallNode()
    try check(nodes.plainName(target)) { Expression(nodes, target) }
    try atValue(&self)
    let value = try readNode()
    return Expression(nodes, nodes.addBinary(.equal, target, value))
  }
}

extension Expression {
  /// The name on the left of a definition; nil where a function is defined.
  package var definedName: Identifier? {
    nodes.tree == nil ? nodes.plainName(nodes[index].child) : sides?.target.plainName
  }

  /// What stands on the right of a definition, evaluated.
  package func definedValue(in scope: borrowing some Scope) throws(Fault) -> Value {
    guard nodes.tree == nil else { return try (sides?.value ?? self).value(in: scope) }
    return try nodes.value(of: nodes[nodes[index].child].next, in: scope)
  }

  /// Left and right of a definition.
  package var sides: (target: Expression, value: Expression)? {
    guard case .binary(.equal, let target, let value) = node else { return nil }
    return (target, value)
  }
}
