import Expressions

/// One command as it was read, with its place.
package struct Statement: Sendable {
  package var command: any Command
  package var range: SourceRange
}
