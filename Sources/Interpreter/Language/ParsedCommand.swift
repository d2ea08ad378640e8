/// A command of a source, or what cannot be read as one.
package enum ParsedCommand: Sendable {
  case statement(Statement)
  case unreadable(UnreadableCommand)
}
