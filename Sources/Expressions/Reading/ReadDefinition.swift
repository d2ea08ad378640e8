extension Cursor {
  /// Reads `x = 0.5` or `f(x) = …` as one expression.
  ///
  /// - Parameter check: throws if the name, or else the expression, on the left cannot be defined.
  /// - Parameter atValue: moves from the end of the left side to the value.
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
