import Expressions

/// A command with a syntax error.
package struct UnreadableCommand: Sendable {
  package let fault: Fault
  /// Where it starts.
  package let start: Int
  /// Where the next command is looked for.
  package let end: Int
  /// The command that its first word names; nil if there is none of that name.
  package let command: (any Command.Type)?
}
