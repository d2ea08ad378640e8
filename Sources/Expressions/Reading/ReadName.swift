extension Cursor {
  /// Whether an identifier starts here: a letter of any script, `_`, or `∂` in an article.
  ///
  /// Mutating, because a nonmutating call would copy the cursor; likewise for other tests made at every word.
  package var atIdentifier: Bool {
    mutating get { isLetter(byte) || (byte >= 0x80 && letterLength(at: position, first: true) > 0) }
  }

  /// Reads letters, digits and `_`; in an article also `'`, subscript digits, `_{…}` and `∂E/∂w1` as one name.
  package mutating func readIdentifier() -> Located<String> {
    let range = skipIdentifier()
    return Located(text(range), range)
  }

  /// As `readIdentifier`, without its text.
  package mutating func skipIdentifier() -> SourceRange {
    let start = position
    _ = takeIdentifier()
    return SourceRange(start, position)
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
    if shift &- 8 < 64, next < 0x80, dialect == .language || endsArticleName(before: next) {
      position = index
      return Identifier(raw: raw)
    }
    if shift > 0, dialect == .article, endsArticleName(before: next) { position = index } else { takeLongIdentifier() }
    return identifier(SourceRange(start, position))
  }

  /// Whether nothing from a character on belongs to the name before it, which has only letters and digits.
  @inline(__always)
  private func endsArticleName(before next: UInt8) -> Bool {
    guard !juxtaposes else { return false }
    switch next {
    case Ascii.space, Ascii.newline, Ascii.openParenthesis, Ascii.closeParenthesis, Ascii.comma, Ascii.star,
      Ascii.minus, Ascii.slash, Ascii.equal, Ascii.period:
      return true
    default: return false
    }
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
      if dialect == .article { takeMarks() }
    }
  }

  /// Reads what may follow a spelled-out letter: `_{h1}`, ` _1`, `'`, `^{+}`.
  mutating func readIdentifierTail() -> String {
    if isBlankByte(byte) {
      var probe = self
      probe.skipBlanks()
      if probe.byte == Ascii.underscore { position = probe.position }
    }
    let start = position
    if byte == Ascii.underscore || byte == Ascii.quote || atTypographicPrime { takeIdentifierBytes(continuing: true) }
    takeMarks()
    return text(start, position)
  }

  /// Whether `=` follows, after blanks: in `w1+ = 0.3` the `+` belongs to the name.
  private func isBeforeEqual(_ offset: Int) -> Bool {
    var probe = self
    probe.position += offset
    probe.skipBlanks()
    return probe.byte == Ascii.equal
  }

  /// Skips marks that belong to the name and are not powers: `w^+`, `w^{+}`, `w^{new}`, `a^{(2)}`, `x⁽¹⁾`, `g^\prime`.
  private mutating func takeMarks() {
    while true {
      let start = position
      guard byte == Ascii.caret, position > 0 else {
        if take("⁽"), let close = endOfRaisedParenthesis { position = close } else { position = start }
        if position == start, !take("⁺"), byte == Ascii.plus, isBeforeEqual(1) { position += 1 }
        return
      }
      position += 1
      if byte == Ascii.plus, !isDigit(byte(at: 1)), !isLetter(byte(at: 1)), byte(at: 1) != Ascii.openParenthesis {
        position += 1
      } else if byte == Ascii.star, !isDigit(byte(at: 1)), byte(at: 1) != Ascii.openParenthesis || isBeforeEqual(1) {
        position += 1
      } else if take("\\prime") || take("\\top") || take("\\intercal") || take("\\ast") {
      } else if byte == 0x54, !isLetter(byte(at: 1)), !isDigit(byte(at: 1)) {
        position += 1
      } else if byte == Ascii.openParenthesis, let close = closing(Ascii.openParenthesis, Ascii.closeParenthesis),
        isMark(SourceRange(position, close + 1)), isIndex(SourceRange(position + 1, close))
      {
        position = close + 1
      } else if byte == Ascii.openBrace, let close = closingBrace, isMark(SourceRange(position + 1, close)) {
        position = close + 1
      } else {
        position = start
        return
      }
      takeIdentifierBytes(continuing: true)
    }
  }

  /// Whether what is raised is a mark, not a power: `(2)`, `[1]`, `new`, `2+`, `*`, `t+1`, `\prime`, `\text{new}`.
  private func isMark(_ range: SourceRange) -> Bool {
    let mark = text(range).filter { $0 != " " }
    if ["+", "*", "'", "′", "t", "t+1", "t-1", "n+1", "k+1", "T", "l", "L", "\\prime", "\\top"].contains(mark) {
      return true
    }
    if mark.hasPrefix("\\text") || mark.hasPrefix("\\mathrm") { return true }
    if (mark.hasPrefix("(") && mark.hasSuffix(")")) || (mark.hasPrefix("[") && mark.hasSuffix("]")) {
      let inner = mark.dropFirst().dropLast()
      return inner.allSatisfy { $0.isLetter || $0.isNumber || "+-,".contains($0) }
    }
    if mark.hasSuffix("+"), mark.dropLast().allSatisfy(\.isNumber) { return true }
    return mark.count >= 2 && mark.allSatisfy { $0.isLetter && $0.isASCII }
      && !["net", "out", "sum", "in"].contains { mark.hasPrefix($0) }
  }

  /// Whether the raised parenthesis `^(…)` of plain text holds an index: `^(2)`, `^(t+1)`, `^(new)`.
  private func isIndex(_ range: SourceRange) -> Bool {
    let mark = text(range)
    if mark.count == 1 {
      return mark.first?.isNumber == true && position > 0 && bytes[position - 2] != UInt8(ascii: "e")
    }
    return ["t+1", "new", "old", "t-1"].contains(mark)
  }

  private var endOfRaisedParenthesis: Int? {
    var probe = self
    for _ in 0..<12 {
      if probe.take("⁾") { return probe.position }
      guard probe.byte >= 0x80 else { return nil }
      probe.position += probe.byte >= 0xE0 ? 3 : 2
    }
    return nil
  }

  private mutating func takeIdentifierBytes(continuing: Bool = false) {
    let start = continuing ? position - 1 : position
    while position < end {
      let byte = bytes[position]
      if isLetter(byte) || isDigit(byte) {
        if dialect == .article, isLetter(byte), byte != Ascii.underscore, endsIndex(start) { return }
        position += 1
      } else if byte >= 0x80 {
        let length = letterLength(at: position, first: position == start)
        guard length > 0 else { return }
        position += length
        if dialect == .article, (0xE3...0xED).contains(byte), position < end, bytes[position] < 0x80 { return }
      } else if dialect == .article, byte == Ascii.quote, position > start {
        position += 1
      } else if dialect == .article, byte == Ascii.star, position > start, bytes[position - 1] == Ascii.underscore {
        // `x_*`
        position += 1
        return
      } else if dialect == .article, byte == Ascii.openBrace, position > start,
        bytes[position - 1] == Ascii.underscore, let close = closingBrace
      {
        position = close + 1
      } else if dialect == .article, byte == Ascii.backslash, position > start,
        bytes[position - 1] == Ascii.underscore, !latexCommand.isEmpty
      {
        // `E_\\text{total}`, `w_\\alpha`
        position += 1 + latexCommand.utf8.count
        if self.byte == Ascii.openBrace, let close = closingBrace { position = close + 1 }
        return
      } else {
        return
      }
    }
  }

  /// Whether an index ends before the letter at the cursor, so that the letter begins another factor: `w_{1}x`, and
  /// in mathematics `w_1x`.
  private func endsIndex(_ start: Int) -> Bool {
    guard position > start else { return false }
    if bytes[position - 1] == Ascii.closeBrace { return true }
    guard juxtaposes, isDigit(bytes[position - 1]) else { return false }
    var index = position - 1
    while index > start, isDigit(bytes[index]) { index -= 1 }
    return bytes[index] == Ascii.underscore
  }

  private var atTypographicPrime: Bool {
    var probe = self
    return probe.take("′") || probe.take("’")
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
    case "Σ" where dialect == .article: return first && !atSumSign ? length : 0
    case "₀"..."₉", "′", "ᵢ", "ⱼ", "ₖ", "ₕ", "ₒ", "₊", "₋", "₍", "₎": return first ? 0 : length
    case "’": return first || dialect == .language ? 0 : length
    case "²", "³", "¹", "⁰"..."⁹", "½", "¼", "¾", "ª", "º", "ˣ", "ʸ", "ᶻ", "ⁿ", "ⁱ": return 0
    default:
      let isAccent = !first && scalar.properties.generalCategory == .nonspacingMark
      return scalar.properties.isAlphabetic || isAccent ? length : 0
    }
  }
}

// Names that articles write with parentheses.

extension Cursor {
  /// Reads `w5(new)`, `P(y=1)`, `P(A \cap B)` and `H(D|A)` as names, and `ln 0.5` as a call; nil for a name of another kind.
  mutating func readArticleName(_ identifier: Identifier, from start: Int) throws(Fault) -> NodeIndex? {
    guard !isPlainName else { return nil }
    var probe = self
    probe.skipBlanks()
    guard probe.byte == Ascii.openParenthesis,
      let close = probe.closing(Ascii.openParenthesis, Ascii.closeParenthesis)
    else {
      guard probe.position > position else { return nil }
      guard probe.atNumeral || (juxtaposes && (probe.atIdentifier || probe.byte == Ascii.backslash)) else { return nil }
      let word = text(start, position)
      return calledWithoutParentheses.contains(word) ? try readFunction(word, from: start) : nil
    }
    let word = text(start, position)
    let inner = text(probe.position + 1, close)
    // Most arguments have none of these signs, and looking for words takes long.
    let hasSigns = [Ascii.backslash, Ascii.bar, Ascii.semicolon].contains { inner.contains(byte: $0) }
    // `H(D|A)`, but not `f(|x|)`.
    let isConditional = hasSigns && (inner.filter { $0 == "|" }.count == 1 || inner.contains("\\mid "))
    let isOfEvents =
      hasSigns
      && (["\\cap", "\\cup", "\\neg", "||", "\\parallel"].contains { inner.dropFirst().contains($0) }
        || inner.contains(byte: Ascii.semicolon) && !inner.contains(where: \.isNumber))
    func mayBeEvent() -> Bool {
      inner.contains(byte: UInt8(ascii: "=")) || inner.first?.isUppercase ?? false || inner.hasPrefix("\\neg")
    }
    let isProbability = isConditional || isOfEvents || ["P", "p", "Pr", "ℙ"].contains(word) && mayBeEvent()
    guard isProbability || wordsOfSteps.contains(inner) && !["f", "y"].contains(word) else { return nil }
    position = close + 1
    return name(word + "(" + inner.filter { $0 != " " } + ")", from: start)
  }

  /// Whether nothing that could be part of a name or an argument follows: a quick test, true for most names.
  private var isPlainName: Bool {
    let next = byte == Ascii.space ? byte(at: 1) : byte
    guard next > Ascii.space, next < 0x80, next != Ascii.openParenthesis, next != Ascii.backslash, next != Ascii.hash
    else { return false }
    return byte != Ascii.space || !juxtaposes && !isDigit(next) && next != Ascii.period
  }
}

private let calledWithoutParentheses: Set<String> = [
  "ln", "log", "log2", "log10", "lg", "exp", "tanh", "sigmoid", "σ", "sqrt", "sin", "cos",
]

/// What tells the values of a parameter before and after an update apart.
private let wordsOfSteps: Set<String> = [
  "new", "old", "updated", "current", "next", "previous", "prev", "neu", "alt", "novo", "antigo", "nuevo", "nouveau",
]
