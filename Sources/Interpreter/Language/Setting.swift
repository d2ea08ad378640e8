import Expressions

/// The operands of a setting command.
struct Setting<Choice: Sendable>: Sendable {
  /// Nil to show what is in force.
  let choice: Choice?
  /// Where the command's name stands.
  let range: SourceRange
}
