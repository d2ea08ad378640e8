/// The syntax to read: the shell's language, or a line of an article with its typography.
package enum Dialect: Sendable {
  case language, article
}

/// A position in a source text that advances as names, numbers and expressions are read.
///
/// A newline counts as a blank inside brackets (`depth` above 0) and after a `\`.
@usableFromInline package struct Cursor: Sendable {
  @usableFromInline package let bytes: [UInt8]
  @usableFromInline package var position: Int
  @usableFromInline package let end: Int
  @usableFromInline package var depth = 0
  var listDepth = 0
  var nesting = 0
  /// How many absolute values are open, so that a bar closes one.
  var openBars = 0
  /// The number of operations read so far in the outermost expression.
  var operations = 0
  package let dialect: Dialect
  /// Whether names next to each other are a product, as in mathematics: `w_1 x_1`.
  package var juxtaposes = false
  /// Whether a `±` has been read, and whether it and `∓` are read as their lower sign.
  package var hasPairedSigns = false
  package var readsLowerSigns = false
  /// The nodes of the expressions read so far.
  private(set) var nodes: NodeArena

  package init(_ bytes: [UInt8], from start: Int = 0, to end: Int? = nil, dialect: Dialect = .language) {
    self.bytes = bytes
    self.position = start
    self.end = end ?? bytes.count
    self.dialect = dialect
    nodes = NodeArena(bytes)
  }

  /// At the same place of the same source, reading in another dialect into the same memory.
  package init(_ other: Cursor, dialect: Dialect) {
    bytes = other.bytes
    position = other.position
    end = other.end
    self.dialect = dialect
    nodes = other.nodes
  }

  /// Forgets the expressions read so far; those still referenced stay valid.
  package mutating func forgetExpressions() {
    if isKnownUniquelyReferenced(&nodes) { nodes.removeAll() } else { nodes = NodeArena(bytes) }
  }

  package init(_ text: String, dialect: Dialect = .language) {
    self.init(Array(text.utf8), dialect: dialect)
  }

  /// The byte at the cursor, or 0 at the end of the text.
  @inlinable @inline(__always) package var byte: UInt8 { position < end ? bytes[position] : 0 }

  @inlinable @inline(__always) package func byte(at offset: Int) -> UInt8 {
    let index = position + offset
    return index >= 0 && index < end ? bytes[index] : 0
  }

  @inlinable @inline(__always) package func identifier(_ range: SourceRange) -> Identifier {
    guard range.upper - range.lower <= 8 else {
      return bytes.withUnsafeBufferPointer { Identifier(UnsafeBufferPointer(rebasing: $0[range.lower..<range.upper])) }
    }
    var raw: UInt64 = 0
    for index in (range.lower..<range.upper).reversed() { raw = raw &<< 8 | UInt64(bytes[index]) }
    return Identifier(raw: raw)
  }

  package func text(_ range: SourceRange) -> String { text(range.lower, range.upper) }

  package func text(_ lower: Int, _ upper: Int) -> String {
    String(decoding: bytes[lower..<max(lower, upper)], as: UTF8.self)
  }

  /// Skips blanks, line continuations and, inside brackets, newlines and comments.
  @inlinable @inline(__always)
  package mutating func skipBlanks() {
    while position < end {
      let byte = bytes[position]
      if byte == Ascii.space {
        position += 1
      } else if byte == Ascii.newline, depth == 0 {
        return
      } else if byte > Ascii.space, byte < 0x80, byte != Ascii.backslash, byte != Ascii.hash {
        return
      } else {
        break
      }
    }
    skipOtherBlanks()
  }

  @usableFromInline
  mutating func skipOtherBlanks() {
    while position < end {
      switch bytes[position] {
      case Ascii.space, Ascii.tab, Ascii.carriageReturn: position += 1
      case Ascii.newline where depth > 0: position += 1
      case Ascii.backslash where endsLine(position + 1):
        skipLine()
        position = min(position + 1, end)
      case Ascii.hash where depth > 0 && startsWord(position): skipLine()
      case 0xC2 where byte(at: 1) == 0xA0: position += 2  // a no-break space
      case 0xE2 where isThinSpace: position += 3
      case Ascii.backslash: guard skipLatexSpacing() else { return }
      default: return
      }
    }
  }

  /// Whether a thin space is next (U+2002…U+200B, U+202F), which articles put around operators.
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
  @inlinable @inline(__always) func startsWord(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    switch bytes[index - 1] {
    case Ascii.space, Ascii.tab, Ascii.newline, Ascii.carriageReturn, Ascii.semicolon, Ascii.openBrace,
      Ascii.closeBrace, Ascii.openParenthesis, Ascii.openBracket, Ascii.comma:
      return true
    default: return false
    }
  }

  /// Whether the command ends here: newline, `;`, `}`, comment or end of text. Call after `skipBlanks`.
  @inlinable @inline(__always) package var atCommandEnd: Bool {
    guard position < end else { return true }
    let byte = bytes[position]
    if byte == Ascii.newline { return depth == 0 }
    if byte == Ascii.semicolon || byte == Ascii.closeBrace { return true }
    return byte == Ascii.hash && startsWord(position)
  }

  /// Skips the bytes if they are next.
  package mutating func take(_ literal: StaticString) -> Bool {
    let count = literal.utf8CodeUnitCount
    guard position + count <= end else { return false }
    for offset in 0..<count where bytes[position + offset] != literal.utf8Start[offset] { return false }
    position += count
    return true
  }

  /// The next word for a message, up to a blank, or `the end of the command`.
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
