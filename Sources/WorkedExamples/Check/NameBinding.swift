import Expressions

/// The value of a name in the lines checked so far.
struct NameBinding: Sendable {
  /// The printed value.
  var printed: BoundedDecimal
  /// The printed digits, if it is printed as a number.
  var written: WrittenNumber?
  /// The value without the roundings of earlier lines.
  var unrounded: BoundedDecimal
  /// The unrounded value without the slips found in earlier lines.
  var corrected: BoundedDecimal
  /// The number of lines before it got this value: of two names, this tells which has the newer value.
  var order = 0
  /// The number of lines before the one that bound it last, perhaps to the same value.
  var line = 0
  /// Whether the printed number is the session's own value, printed: then no other digits can follow it.
  var isOfSession = false
  /// What its line should have printed, if it is wrong.
  var intended: BoundedDecimal?
  /// The values before the line that bound it last.
  var previous: Values?
  /// The values that lines with other formulas have given the name: one name for the net inputs of several units.
  var namesakes: [Values] = []
  /// Whether it was bound by position, so that another line may bind it again.
  var isByPosition = false
  /// The right side of the line that bound it.
  var origin: Expression?
  /// The part of that line from which the printed digits follow.
  var numbers: Expression?
  /// The location of the line that bound it; nil for a name bound by position.
  var location: AuditLocation?

  /// A number as printed, and without the roundings of earlier lines.
  struct Values: Sendable {
    var printed: BoundedDecimal
    var unrounded: BoundedDecimal
    var isByPosition = false
  }

  /// The namesakes of the name once a line binds it again.
  func namesakes(beside origin: Expression) -> [Values] {
    guard !isByPosition, let own = self.origin, own.names.first != origin.names.first else { return namesakes }
    return namesakes.suffix(63) + [values]
  }

  /// Whether the text gives the number without calculating it.
  var isGiven: Bool { origin.map { WrittenNumber($0) != nil } ?? false }

  /// The decimals with which the value was printed, on a line of its own or where it was put in.
  var decimals: Int? { written?.decimals ?? (isByPosition ? -printed.value.exponent : nil) }

  var values: Values { Values(printed: printed, unrounded: unrounded, isByPosition: isByPosition) }
}
