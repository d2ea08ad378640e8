import Expressions

/// The value of a name in the lines checked so far.
final class NameBinding: Sendable {
  /// The printed value.
  let printed: BoundedDecimal
  /// The printed digits, if it is printed as a number.
  let written: WrittenNumber?
  /// The number of lines before it got this value: of two names, this tells which has the newer value.
  let order: Int
  /// The number of lines before the one that bound it last, perhaps to the same value.
  let line: Int
  /// Whether the printed number is the session's own value, printed: then no other digits can follow it.
  let isOfSession: Bool
  /// The value without the roundings of earlier lines.
  let unrounded: BoundedDecimal
  /// What few names have.
  private let others: Shared<Others>?
  /// Whether it was bound by position, so that another line may bind it again.
  let isByPosition: Bool
  /// Whether its line ends with the name: `2 * 3 = x`.
  let isAtEnd: Bool
  /// The right side of the line that bound it.
  let origin: Expression?
  /// The part of that line from which the printed digits follow.
  private let source: Source
  /// The location of the line that bound it; nil for a name bound by position.
  let location: AuditLocation?

  init(
    printed: BoundedDecimal, written: WrittenNumber? = nil, unrounded: BoundedDecimal, corrected: BoundedDecimal,
    order: Int = 0, line: Int = 0, isOfSession: Bool = false, intended: BoundedDecimal? = nil,
    previous: Values? = nil, namesakes: [Values] = [], isByPosition: Bool = false, isAtEnd: Bool = false,
    origin: Expression? = nil, source: Source = .none, location: AuditLocation? = nil
  ) {
    self.printed = printed
    self.written = written
    self.order = order
    self.line = line
    self.isOfSession = isOfSession
    self.unrounded = unrounded
    let hasOthers =
      intended != nil || previous != nil || !namesakes.isEmpty || !unrounded.isIdentical(to: corrected)
    others =
      hasOthers
      ? Shared(Others(corrected: corrected, intended: intended, previous: previous, namesakes: namesakes)) : nil
    self.isByPosition = isByPosition
    self.isAtEnd = isAtEnd
    self.origin = origin
    self.source = source
    self.location = location
  }

  private struct Others: Sendable {
    let corrected: BoundedDecimal
    let intended: BoundedDecimal?
    let previous: Values?
    let namesakes: [Values]
  }

  /// The unrounded value without the slips found in earlier lines.
  var corrected: BoundedDecimal { others?.value.corrected ?? unrounded }
  /// What its line should have printed, if it is wrong.
  var intended: BoundedDecimal? { others?.value.intended }
  /// The values before the line that bound it last.
  var previous: Values? { others?.value.previous }
  /// The values that lines with other formulas have given the name: one name for the net inputs of several units.
  var namesakes: [Values] { others?.value.namesakes ?? [] }

  /// Where the part with the numbers is kept: as text, as many lines have it beside their formula.
  enum Source: Sendable {
    case none
    case origin
    case text(String)
    case tree(Expression)
  }

  /// The part of its line from which the printed digits follow.
  var numbers: Expression? {
    switch source {
    case .none: nil
    case .origin: origin
    case .text(let text): CheckLine.part(text)
    case .tree(let tree): tree
    }
  }

  /// The same, with what its line should have printed.
  func intending(_ value: BoundedDecimal) -> NameBinding {
    NameBinding(
      printed: printed, written: written, unrounded: unrounded, corrected: corrected, order: order, line: line,
      isOfSession: isOfSession, intended: value, previous: previous, namesakes: namesakes, isByPosition: isByPosition,
      isAtEnd: isAtEnd, origin: origin, source: source, location: location)
  }

  /// A number as printed, and without the roundings of earlier lines.
  struct Values: Sendable {
    var printed: BoundedDecimal
    var unrounded: BoundedDecimal
    var isByPosition = false
  }

  /// The namesakes of the name once a line binds it again.
  func namesakes(beside origin: Expression) -> [Values] {
    guard !isByPosition, let own = self.origin, own.firstName != origin.firstName else { return namesakes }
    return namesakes.suffix(63) + [values]
  }

  /// Whether the text gives the number without calculating it.
  var isGiven: Bool { origin.map { WrittenNumber($0) != nil } ?? false }

  /// The decimals with which the value was printed, on a line of its own or where it was put in.
  var decimals: Int? { written?.decimals ?? (isByPosition ? -printed.value.exponent : nil) }

  var values: Values { Values(printed: printed, unrounded: unrounded, isByPosition: isByPosition) }
}

extension CheckLine {
  /// The part before the last one, where a name that it binds keeps it.
  var sourceOfResult: NameBinding.Source {
    guard parts.count > 2 else { return .none }
    if parts.count == 3 { return .origin }
    let index = parts.count - 2
    let range = ranges[index]
    guard parts[index].range.lower == range.lower, parts[index].range.upper == range.upper,
      range.upper - range.lower <= 200
    else { return .tree(parts[index]) }
    return .text(text(of: index))
  }

  /// Reads a part of a line again.
  static func part(_ text: String) -> Expression? {
    var cursor = Cursor(Array(text.utf8), dialect: .article)
    cursor.juxtaposes = true
    return (try? cursor.readSum())?.inPlainForm
  }
}
