/// A node of an expression as it was read.
struct StoredNode {
  enum Kind: UInt8 {
    /// A number whose text is its place in the source, and one that was written otherwise.
    case number, numberWithText
    /// A plain name; one with a `member` or subscripts, which are its children.
    case name, compoundName
    case member
    /// The function's name and the arguments.
    case call
    case negate, not, binary, vector
    /// Its parts, of which the `characters` are plain.
    case text, characters
  }

  var kind: Kind
  /// The raw value of the operator, of `binary` only.
  var symbol: UInt8
  var lower: UInt32
  var upper: UInt32
  /// The first child; of `numberWithText` and `characters` the number of their text.
  var child: NodeIndex
  var next: NodeIndex
  /// The bits of a number, or the raw value of an identifier.
  var payload: UInt64
}
