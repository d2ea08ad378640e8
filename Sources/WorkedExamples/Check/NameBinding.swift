import Expressions

/// What a name stands for in the lines checked so far.
struct NameBinding: Sendable {
  /// What the text prints for it.
  var printed: BoundedDecimal
  /// The digits, where it is printed as a number.
  var written: WrittenNumber?
  /// What it is without the roundings of the lines before.
  var unrounded: BoundedDecimal
  /// The same without the slips that were found on the way.
  var corrected: BoundedDecimal
  /// What it was before it was given its present value.
  var previous: BoundedDecimal?
  /// Bound by what stood in its place: another line may bind it anew.
  var isByPlace = false
  /// The expression it was first set to.
  var origin: Expression?
}
