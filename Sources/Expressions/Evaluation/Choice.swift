/// The arguments of `if(condition, one, other)`, of which only the condition and the chosen one are evaluated.
@usableFromInline struct Choice {
  @usableFromInline let condition: Expression
  @usableFromInline let one: Expression
  @usableFromInline let other: Expression

  /// Nil for a wrong number of arguments.
  @usableFromInline init?(_ arguments: [Expression]) {
    guard arguments.count == 3 else { return nil }
    (condition, one, other) = (arguments[0], arguments[1], arguments[2])
  }

  @usableFromInline static func wrongCount(_ count: Int, at range: SourceRange) -> Fault {
    Fault("if takes 3 arguments, got \(count)", at: range, help: "if(x > 0, x, 0)")
  }
}

extension Name {
  @usableFromInline package var isChoice: Bool { base == "if" && isPlain }
}

extension Identifier {
  static let choice = Identifier("if")
}
