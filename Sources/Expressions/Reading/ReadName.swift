extension Cursor {
  /// Whether an identifier starts here: a letter of any script, `_`, or `∂` in an article.
  ///
  /// Mutating, because a nonmutating call would copy the cursor; likewise for other tests made at every word.
  package var atIdentifier: Bool {
    mutating get { isLetter(byte) || (byte >= 0x80 && letterLength(at: position, first: true) > 0) }
  }

  /// Reads letters, digits and `_`; in an article also `'`, subscript digits, `_{…}` and `∂E/∂w1` as one name.
  package mutating func readIdentifier() -> Located<String> {
    let start = position
    _ = takeIdentifier()
    let range = SourceRange(start, position)
    return Located(text(range), range)
  }

  /// Skips an identifier and returns it.
  mutating func takeIdentifier() -> Identifier {
    let start = position
    var index = start
    var raw: UInt64 = 0
    var shift: UInt64 = 0
    var next: UInt8 = 0
    while index < end {
      next = bytes[index]
      guard isLetter(next) || isDigit(next) else { break }
      raw |= UInt64(next) &<< shift
      shift &+= 8
      index &+= 1
    }
    // What follows is for longer identifiers and for letters and marks beyond ASCII.
    if shift &- 8 < 64, dialect == .language, next < 0x80 {
      position = index
      return Identifier(raw: raw)
    }
    takeLongIdentifier()
    return identifier(SourceRange(start, position))
  }

  private mutating func takeLongIdentifier() {
    if dialect == .article, take("∂") {
      takeIdentifierBytes()
      takeBrackets()
      var probe = self
      probe.skipBlanks()
      let isQuotient = probe.take("/")
      probe.skipBlanks()
      if isQuotient, probe.take("∂") {
        position = probe.position
        takeIdentifierBytes()
        takeBrackets()
      }
    } else {
      takeIdentifierBytes()
      if dialect == .article { takeNewMark() }
    }
  }

  /// Reads what may follow a spelled-out letter: `_{h1}`, `_1`, `'`, `^{+}`.
  mutating func readIdentifierTail() -> String {
    let start = position
    guard byte == Ascii.underscore || byte == Ascii.quote || byte == Ascii.caret else { return "" }
    if byte != Ascii.caret { takeIdentifierBytes(continuing: true) }
    takeNewMark()
    return text(start, position)
  }

  /// Whether `=` follows, after blanks: in `w1+ = 0.3` the `+` belongs to the name.
  private func isBeforeEqual(_ offset: Int) -> Bool {
    var probe = self
    probe.position += offset
    probe.skipBlanks()
    return probe.byte == Ascii.equal
  }

  /// Skips a mark that belongs to the name and is not a power: `w^+`, `w^{+}`, `w^{new}`, `a^{(2)}`.
  private mutating func takeNewMark() {
    guard byte == Ascii.caret, position > 0 else {
      if !take("⁺"), byte == Ascii.plus, isBeforeEqual(1) { position += 1 }
      return
    }
    let start = position
    position += 1
    if byte == Ascii.plus, !isDigit(byte(at: 1)), !isLetter(byte(at: 1)), byte(at: 1) != Ascii.openParenthesis {
      position += 1
      return
    }
    for mark: StaticString in ["{+}", "{new}", "{old}", "{neu}", "{*}", "{t}", "{(t)}", "{(t+1)}", "{t+1}"]
    where take(mark) { return takeIdentifierBytes(continuing: true) }
    if byte == Ascii.openBrace, byte(at: 1) == Ascii.openParenthesis, isDigit(byte(at: 2)),
      byte(at: 3) == Ascii.closeParenthesis, byte(at: 4) == Ascii.closeBrace
    {
      position += 5
      return takeIdentifierBytes(continuing: true)
    }
    position = start
  }

  private mutating func takeIdentifierBytes(continuing: Bool = false) {
    let start = continuing ? position - 1 : position
    while position < end {
      let byte = bytes[position]
      if isLetter(byte) || isDigit(byte) {
        position += 1
      } else if byte >= 0x80 {
        let length = letterLength(at: position, first: position == start)
        guard length > 0 else { return }
        position += length
      } else if dialect == .article, byte == Ascii.quote, position > start {
        position += 1
      } else if dialect == .article, byte == Ascii.openBrace, position > start,
        bytes[position - 1] == Ascii.underscore, let close = bytes[position..<end].firstIndex(of: Ascii.closeBrace)
      {
        position = close + 1
      } else {
        return
      }
    }
  }

  /// Skips `[i1,h3]` and `.out` in the parts of a derivative's name.
  private mutating func takeBrackets() {
    if byte == Ascii.openBracket, let close = bytes[position..<end].firstIndex(of: Ascii.closeBracket) {
      position = close + 1
    }
    if byte == Ascii.period, isLetter(byte(at: 1)) {
      position += 1
      takeIdentifierBytes()
    }
  }

  /// The bytes of the letter (or, inside a name, the subscript digit or prime) at `index`; 0 if there is none.
  private func letterLength(at index: Int, first: Bool) -> Int {
    let lead = bytes[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
    guard length > 0, index + length <= end else { return 0 }
    guard let scalar = text(index, index + length).unicodeScalars.first else { return 0 }
    switch scalar {
    case "∂": return first && dialect == .article ? length : 0
    case "Σ" where dialect == .article: return 0
    case "₀"..."₉", "′", "ᵢ", "ⱼ", "ₖ", "ₕ", "ₒ", "₊", "₋": return first ? 0 : length
    case "²", "³", "¹", "⁰"..."⁹", "½", "¼", "¾", "ª", "º": return 0
    default:
      let isAccent = !first && scalar.properties.generalCategory == .nonspacingMark
      return scalar.properties.isAlphabetic || isAccent ? length : 0
    }
  }
}
