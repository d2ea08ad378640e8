/// A node of an expression read from a source.
struct StoredNode {
  enum Kind: UInt8 {
    /// A number whose text is its range in the source, and one with a text of its own.
    case number, numberWithText
    /// A plain name, and one with a `member` or subscripts as children.
    case name, compoundName
    case member
    /// Its children are the function's name and the arguments.
    case call
    case negate, not, binary, vector
    /// A string, whose children are `characters` and expressions.
    case text, characters
  }

  var kind: Kind
  /// The raw value of the operator; only for `binary`.
  var symbol: UInt8
  var lower: UInt32
  var upper: UInt32
  /// The first child; for `numberWithText` and `characters`, the index of their text.
  var child: NodeIndex
  var next: NodeIndex
  /// The bits of a number, or the raw value of an identifier.
  var payload: UInt64
}
