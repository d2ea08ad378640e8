import Expressions
import WorkedExamples

/// One line of expected output.
///
/// `…` stands for any text, alone on a line for any lines. A line that ends in ` (digits)` compares numbers by their
/// printed digits, one that ends in ` (re)` is a POSIX extended regular expression for the whole line.
struct OutputPattern {
  let text: String
  private let kind: Kind

  private enum Kind {
    case anyLines
    case pieces([Piece])
    case expression(String)
  }

  private enum Piece {
    case text([UInt8])
    case number(String)
    case anything
  }

  /// A line that stands for itself.
  init(literal text: String) {
    self.text = text
    kind = .pieces([.text(Array(text.utf8))])
  }

  init(_ text: String) {
    self.text = text
    if text == "…" || text == "..." {
      kind = .anyLines
    } else if text.hasSuffix(" (re)") {
      kind = .expression(String(text.dropLast(5)))
    } else if text.hasSuffix(" (digits)") {
      kind = .pieces(OutputPattern.pieces(of: String(text.dropLast(9)), numbers: true))
    } else {
      kind = .pieces(OutputPattern.pieces(of: text, numbers: false))
    }
  }

  /// Whether it stands for any number of lines.
  var isAnyLines: Bool { if case .anyLines = kind { true } else { false } }

  /// Why a line that ends in ` (re)` is not a regular expression, or is not tried; nil if nothing is wrong.
  var invalidity: String? {
    guard case .expression(let expression) = kind else { return nil }
    return RegularExpressionCost.fault(expression) ?? extendedExpressionFault(expression)
  }

  /// Whether a line that ends like this is expected by this pattern.
  func matchesEnd(_ ending: String) -> Bool {
    text.hasSuffix(ending) || text.indices.contains { OutputPattern(String(text[$0...])).matches(ending) }
  }

  /// Whether the line is expected by this pattern.
  func matches(_ line: String) -> Bool {
    if line == text { return true }
    switch kind {
    case .anyLines: return true
    case .expression(let expression):
      return RegularExpressionCost.fault(expression) == nil && line.matches(extendedExpression: "^(\(expression))$")
    case .pieces(let pieces): return OutputPattern.match(pieces, Array(line.utf8))
    }
  }

  private static func pieces(of text: String, numbers: Bool) -> [Piece] {
    var pieces: [Piece] = []
    var plain: [UInt8] = []
    func finish() {
      if !plain.isEmpty { pieces.append(.text(plain)) }
      plain = []
    }
    var rest = Array(text.utf8)[...]
    let mark = Array("…".utf8)
    while let byte = rest.first {
      if rest.starts(with: mark) {
        finish()
        pieces.append(.anything)
        rest = rest.dropFirst(mark.count)
      } else if numbers, startsNumber(rest, after: plain.last) {
        finish()
        let length = numeralLength(rest)
        pieces.append(.number(String(decoding: rest.prefix(length), as: UTF8.self)))
        rest = rest.dropFirst(length)
      } else {
        plain.append(byte)
        rest = rest.dropFirst()
      }
    }
    finish()
    return pieces
  }

  /// Whether the pieces make up the line. Where one does not match, the last `…` before it takes another byte; what it
  /// takes first is enough, so that many of them cost no more than one.
  private static func match(_ pieces: [Piece], _ line: [UInt8]) -> Bool {
    var (piece, position) = (0, 0)
    var retry: (piece: Int, position: Int)?
    while piece < pieces.count || position < line.count {
      if piece < pieces.count {
        if case .anything = pieces[piece] {
          piece += 1
          if piece == pieces.count { return true }
          retry = (piece, position)
          continue
        }
        if let length = length(of: pieces[piece], line[position...]) {
          piece += 1
          position += length
          continue
        }
      }
      guard let last = retry, last.position < line.count else { return false }
      (piece, position) = (last.piece, last.position + 1)
      retry = (piece, position)
    }
    return true
  }

  /// How much of the beginning of a line a text or number takes; nil if it does not begin so.
  private static func length(of piece: Piece, _ line: ArraySlice<UInt8>) -> Int? {
    switch piece {
    case .anything: return 0
    case .text(let bytes): return line.starts(with: bytes) ? bytes.count : nil
    case .number(let printed):
      let length = numeralLength(line)
      guard length > 0, let value = Double(String(decoding: line.prefix(length), as: UTF8.self)) else { return nil }
      return Agreement(of: value, with: printed) != nil ? length : nil
    }
  }

  /// Whether a number starts here, and not the digits of a name such as `w12`.
  private static func startsNumber(_ text: ArraySlice<UInt8>, after byte: UInt8?) -> Bool {
    if let byte, isLetter(byte) || isDigit(byte) || byte == Ascii.period { return false }
    return numeralLength(text) > 0
  }

  /// The length of the numeral at the start, sign and exponent included; 0 if there is none.
  private static func numeralLength(_ text: ArraySlice<UInt8>) -> Int {
    var index = text.startIndex
    func digits() -> Int {
      let start = index
      while index < text.endIndex, isDigit(text[index]) { index += 1 }
      return index - start
    }
    if index < text.endIndex, text[index] == Ascii.minus { index += 1 }
    var count = digits()
    if index + 1 < text.endIndex, text[index] == Ascii.period, isDigit(text[index + 1]) {
      index += 1
      count += digits()
    }
    guard count > 0 else { return 0 }
    let end = index
    if index < text.endIndex, text[index] | 0x20 == 0x65 {
      index += 1
      if index < text.endIndex, text[index] == Ascii.minus || text[index] == Ascii.plus { index += 1 }
      if digits() == 0 { index = end }
    }
    return index - text.startIndex
  }
}
