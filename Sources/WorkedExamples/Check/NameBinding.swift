import Expressions

/// The value of a name in the lines checked so far.
final class NameBinding: Sendable {
  /// The printed value.
  let printed: BoundedDecimal
  /// The printed digits, if it is printed as a number.
  let written: WrittenNumber?
  /// The value without the roundings of earlier lines.
  let unrounded: BoundedDecimal
  /// The unrounded value without the slips found in earlier lines.
  let corrected: BoundedDecimal
  /// The number of lines before it got this value: of two names, this tells which has the newer value.
  let order: Int
  /// The number of lines before the one that bound it last, perhaps to the same value.
  let line: Int
  /// What its line should have printed, if it is wrong.
  let intended: BoundedDecimal?
  private let former: Shared<Values>?
  /// Whether it was bound by position, so that another line may bind it again.
  let isByPosition: Bool
  /// The right side of the line that bound it.
  let origin: Expression?
  /// The part of that line from which the printed digits follow.
  let numbers: Expression?
  /// The location of the line that bound it; nil for a name bound by position.
  let location: AuditLocation?

  init(
    printed: BoundedDecimal, written: WrittenNumber? = nil, unrounded: BoundedDecimal, corrected: BoundedDecimal,
    order: Int = 0, line: Int = 0, intended: BoundedDecimal? = nil, previous: Values? = nil,
    isByPosition: Bool = false, origin: Expression? = nil, numbers: Expression? = nil, location: AuditLocation? = nil
  ) {
    self.printed = printed
    self.written = written
    self.unrounded = unrounded
    self.corrected = corrected
    self.order = order
    self.line = line
    self.intended = intended
    former = previous.map { Shared($0) }
    self.isByPosition = isByPosition
    self.origin = origin
    self.numbers = numbers
    self.location = location
  }

  /// The values before the line that bound it last.
  var previous: Values? { former?.value }

  /// The same, with what its line should have printed.
  func intending(_ value: BoundedDecimal) -> NameBinding {
    NameBinding(
      printed: printed, written: written, unrounded: unrounded, corrected: corrected, order: order, line: line,
      intended: value, previous: previous, isByPosition: isByPosition, origin: origin, numbers: numbers,
      location: location)
  }

  /// A number as printed, and without the roundings of earlier lines.
  struct Values: Sendable {
    var printed: BoundedDecimal
    var unrounded: BoundedDecimal
    var isByPosition = false
  }

  /// Whether the text gives the number without calculating it.
  var isGiven: Bool { origin.map { WrittenNumber($0) != nil } ?? false }

  var values: Values { Values(printed: printed, unrounded: unrounded, isByPosition: isByPosition) }
}
