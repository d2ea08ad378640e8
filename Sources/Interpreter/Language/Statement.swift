import Expressions

/// One parsed command, with its range.
package struct Statement: Sendable {
  package var command: any Command
  package var range: SourceRange
}
