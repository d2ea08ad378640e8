extension Cursor {
  /// Whether an identifier starts here: a letter of any script, `_`, or `∂` in an article.
  package var atIdentifier: Bool {
    isLetter(byte) || (byte >= 0x80 && letterLength(at: position, first: true) > 0)
  }

  /// Reads letters, digits and `_`; in an article also `'`, subscript digits, `_{…}` and `∂E/∂w1` as one name.
  package mutating func readIdentifier() -> Located<String> {
    let start = position
    if dialect == .article, take("∂") {
      takeIdentifierBytes()
      takeBrackets()
      if byte == Ascii.slash, bytes[min(position + 1, end)..<end].starts(with: "∂".utf8) {
        position += 1 + "∂".utf8.count
        takeIdentifierBytes()
        takeBrackets()
      }
    } else {
      takeIdentifierBytes()
    }
    let range = SourceRange(start, position)
    return Located(text(range), range)
  }

  private mutating func takeIdentifierBytes() {
    let start = position
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

  /// The `[i1,h3]` and `.out` of a derivative's parts, which belong to its name.
  private mutating func takeBrackets() {
    if byte == Ascii.openBracket, let close = bytes[position..<end].firstIndex(of: Ascii.closeBracket) {
      position = close + 1
    }
    if byte == Ascii.period, isLetter(byte(at: 1)) {
      position += 1
      takeIdentifierBytes()
    }
  }

  /// Bytes of the letter (or, inside a name, the subscript digit or prime) at `index`; 0 if it is none.
  private func letterLength(at index: Int, first: Bool) -> Int {
    let lead = bytes[index]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0
    guard length > 0, index + length <= end else { return 0 }
    guard let scalar = text(index, index + length).unicodeScalars.first else { return 0 }
    switch scalar {
    case "∂": return first && dialect == .article ? length : 0
    case "₀"..."₉", "′", "ᵢ", "ⱼ", "ₖ", "ₕ", "ₒ", "₊", "₋": return first ? 0 : length
    case "²", "³", "¹", "⁰"..."⁹", "½", "¼", "¾", "ª", "º": return 0
    default: return scalar.properties.isAlphabetic ? length : 0
    }
  }
}
