import Expressions

/// The commands between two braces.
package struct Block: Sendable {
  package var statements: [Statement]
  package var range: SourceRange
}
