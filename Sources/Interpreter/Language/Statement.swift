import Expressions

/// One command as it was read, with its place.
package struct Statement: Sendable {
  package var command: any Command
  package var range: SourceRange
}

/// The commands between two braces.
package struct Block: Sendable {
  package var statements: [Statement]
  package var range: SourceRange
}
