import Expressions

/// A command of a source, or what cannot be read as one.
package enum ParsedCommand: Sendable {
  case statement(Statement)
  case unreadable(UnreadableCommand)

  var range: SourceRange {
    switch self {
    case .statement(let statement): statement.range
    case .unreadable(let command): SourceRange(command.start, command.end)
    }
  }
}
