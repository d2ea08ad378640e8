extension Expression {
  /// The name on the left of a definition; nil for the definition of a function.
  package var definedName: Identifier? {
    guard let (arena, index) = stored else { return sides?.target.plainName }
    return arena.plainName(arena[index].child)
  }

  /// The left and right side of a definition.
  package var sides: (target: Expression, value: Expression)? {
    guard case .binary(.equal, let target, let value) = node else { return nil }
    return (target, value)
  }
}
