extension Expression {
  /// `x = 0.5`, or `f(x) = …`, of two expressions that were read one after the other.
  package static func definition(_ target: Expression, _ value: Expression) -> Expression {
    guard target.nodes === value.nodes, target.nodes.tree == nil else {
      return Expression(.binary(.equal, target, value), at: target.range.union(value.range))
    }
    return Expression(target.nodes, target.nodes.addBinary(.equal, target.index, value.index))
  }

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
