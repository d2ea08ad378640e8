import Expressions

/// A block: the commands between `{` and `}`.
package struct Block: Sendable {
  package var statements: [Statement]
  package var range: SourceRange
}
