/// How a text is read: the shell's own language, or a line of an article with its typography.
package enum Dialect: Sendable {
  case language, article
}

/// A place in a source text that moves forward as words, numbers and expressions are read.
///
/// A newline is a blank while a bracket is open (`depth` above 0), and after a `\`.
package struct Cursor: Sendable {
  package let bytes: [UInt8]
  package var position: Int
  package let end: Int
  package var depth = 0
  var listDepth = 0
  var nesting = 0
  /// Operations read so far in the outermost expression.
  var operations = 0
  package let dialect: Dialect

  package init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil, dialect: Dialect = .language) {
    self.bytes = bytes
    self.position = start
    self.end = end ?? bytes.count
    self.dialect = dialect
  }

  package init(_ text: String, dialect: Dialect = .language) {
    self.init(Array(text.utf8), dialect: dialect)
  }

  /// The byte at the cursor, or 0 at the end of the text.
  @inline(__always) package var byte: UInt8 { position < end ? bytes[position] : 0 }

  @inline(__always) package func byte(at offset: Int) -> UInt8 {
    let index = position + offset
    return index >= 0 && index < end ? bytes[index] : 0
  }

  package func text(_ range: SourceRange) -> String { text(range.lower, range.upper) }

  package func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<max(lower, upper)], as: UTF8.self)
  }

  /// Moves over blanks, continued lines, and, inside brackets, newlines and comments.
  @inline(__always)
  package mutating func skipBlanks() {
    while position < end {
      switch bytes[position] {
      case Ascii.space, Ascii.tab, Ascii.carriageReturn: position += 1
      case Ascii.newline where depth > 0: position += 1
      case Ascii.backslash where endsLine(position + 1): skipLine(); position += 1
      case Ascii.hash where depth > 0 && startsWord(position): skipLine()
      case 0xC2 where byte(at: 1) == 0xA0: position += 2  // a no-break space
      case 0xE2 where isThinSpace: position += 3
      case Ascii.backslash: guard skipLatexSpacing() else { return }
      default: return
      }
    }
  }

  /// U+2009 and its neighbours U+2002 … U+200B, U+202F, which articles put around signs.
  private var isThinSpace: Bool {
    byte(at: 1) == 0x80 && ((0x82...0x8B).contains(byte(at: 2)) || byte(at: 2) == 0xAF)
  }

  /// Moves to the newline or the end of the text.
  package mutating func skipLine() {
    while position < end, bytes[position] != Ascii.newline { position += 1 }
  }

  func endsLine(_ index: Int) -> Bool {
    if index >= end { return true }
    if bytes[index] == Ascii.newline { return true }
    return bytes[index] == Ascii.carriageReturn && index + 1 < end && bytes[index + 1] == Ascii.newline
  }

  /// Whether a `#` here would begin a comment.
  func startsWord(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch bytes[index - 1] {
    case Ascii.space, Ascii.tab, Ascii.newline, Ascii.carriageReturn, Ascii.semicolon, Ascii.openBrace,
      Ascii.closeBrace, Ascii.openParenthesis, Ascii.openBracket, Ascii.comma:
      return true
    default: return false
    }
  }

  /// Whether the command ends here: newline, `;`, `}`, comment or end of text. Call after `skipBlanks`.
  @inline(__always) package var atCommandEnd: Bool {
    guard position < end else { return true }
    switch bytes[position] {
    case Ascii.newline: return depth == 0
    case Ascii.semicolon, Ascii.closeBrace: return true
    case Ascii.hash: return startsWord(position)
    default: return false
    }
  }

  /// Takes the bytes if they stand here.
  package mutating func take(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard position + count <= end else { return false }
    for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
    position += count
    return true
  }

  /// The word at the cursor for a message: up to the next blank, or `end of line`.
  package func found() -> Located<String> {
    var probe = self
    probe.skipBlanks()
    let start = probe.position
    guard !probe.atCommandEnd else { return Located("the end of the command", SourceRange(start, start)) }
    while probe.position < end, !isBlankByte(probe.byte) {
      if probe.position > start, [Ascii.semicolon, Ascii.closeBrace].contains(probe.byte) { break }
      probe.position += 1
    }
    return Located("'\(text(start, probe.position))'", SourceRange(start, probe.position))
  }
}

@inline(__always) package func isBlankByte(_ byte: UInt8) -> Bool {
  byte == Ascii.space || byte == Ascii.tab || byte == Ascii.newline || byte == Ascii.carriageReturn
}

@inline(__always) package func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

@inline(__always) package func isLetter(_ byte: UInt8) -> Bool {
  (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A || byte == 0x5F
}

/// The bytes that the grammar names.
package enum Ascii {
  package static let tab: UInt8 = 0x09
  package static let newline: UInt8 = 0x0A
  package static let carriageReturn: UInt8 = 0x0D
  package static let space: UInt8 = 0x20
  package static let exclamation: UInt8 = 0x21
  package static let doubleQuote: UInt8 = 0x22
  package static let hash: UInt8 = 0x23
  package static let percent: UInt8 = 0x25
  package static let quote: UInt8 = 0x27
  package static let openParenthesis: UInt8 = 0x28
  package static let closeParenthesis: UInt8 = 0x29
  package static let star: UInt8 = 0x2A
  package static let plus: UInt8 = 0x2B
  package static let comma: UInt8 = 0x2C
  package static let minus: UInt8 = 0x2D
  package static let period: UInt8 = 0x2E
  package static let slash: UInt8 = 0x2F
  package static let colon: UInt8 = 0x3A
  package static let semicolon: UInt8 = 0x3B
  package static let less: UInt8 = 0x3C
  package static let equal: UInt8 = 0x3D
  package static let greater: UInt8 = 0x3E
  package static let openBracket: UInt8 = 0x5B
  package static let backslash: UInt8 = 0x5C
  package static let closeBracket: UInt8 = 0x5D
  package static let caret: UInt8 = 0x5E
  package static let underscore: UInt8 = 0x5F
  package static let openBrace: UInt8 = 0x7B
  package static let bar: UInt8 = 0x7C
  package static let closeBrace: UInt8 = 0x7D
}
