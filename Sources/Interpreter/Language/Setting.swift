import Expressions

/// The operands of a setting command.
struct Setting<Choice: Sendable>: Sendable {
  /// The new value; nil to show the current one.
  let choice: Choice?
  /// The range of the command's name.
  let range: SourceRange
}
