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
  /// What its line should have printed, where that is wrong.
  var intended: BoundedDecimal?
  /// Printed and unrounded, before it was given its present value.
  var previous: Values?
  /// Bound by what stood in its place: another line may bind it anew.
  var isByPlace = false
  /// The expression it was first set to.
  var origin: Expression?
  /// Where the line that bound it stands; nil for a name bound by place.
  var place: AuditPlace?

  /// A number as printed, and as it is without the roundings of the lines before.
  struct Values: Sendable {
    var printed: BoundedDecimal
    var unrounded: BoundedDecimal
  }

  /// Whether the text says nothing of where the number comes from.
  var isGiven: Bool { origin.map { WrittenNumber($0) != nil } ?? false }

  var values: Values { Values(printed: printed, unrounded: unrounded) }
}
