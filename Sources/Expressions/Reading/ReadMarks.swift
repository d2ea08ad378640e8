// Superscripts, fractions, and the signs of articles.

extension Cursor {
  /// The implicit multiplication in `½(a + b)`, `(a)(b)` and `(a + b)c` in articles, and in `w x` in mathematics.
  mutating func unwrittenProduct(above minimum: Int, after end: Int) -> Operator? {
    guard minimum <= Operator.multiply.precedence, byte != Ascii.equal, position < self.end else { return nil }
    if byte == Ascii.openParenthesis { return atRemark(after: end) ? nil : .multiply }
    if byte == Ascii.openBrace { return .multiply }
    if byte == Ascii.openBracket { return juxtaposes ? .multiply : nil }
    guard end > 0, !atWordOfCondition, !endsInQuotation(end) else { return nil }
    let closes = [Ascii.closeParenthesis, Ascii.closeBrace].contains(bytes[end - 1])
    if closes, position == end, atNumeral { return .multiply }
    if openBars == 0, juxtaposes || closes, atBar { return .multiply }
    let isClose = position == end || closes || isDigit(bytes[end - 1])
    if juxtaposes || isClose, atSumSign || atLatexAtom { return .multiply }
    if juxtaposes, atIdentifier || (atNumeral && (!isDigit(bytes[end - 1]) || position > end && endsInPower(end))) {
      return .multiply
    }
    // Scripts without blanks between words have prose right after a number.
    let isName = atIdentifier && !atWord("and") && !atWord("or") && !(0xE3...0xED).contains(byte)
    guard isName else { return nil }
    let follows = closes || endsInFraction(end) || isDigit(bytes[end - 1])
    // After a blank, words are prose: `0.6 is the net input`.
    return follows && (position == end || !atWordOfProse) ? .multiply : nil
  }

  /// Whether a condition is next, as in `0 if p = 0.5`.
  package var atWordOfCondition: Bool {
    guard dialect == .article, position > 0, isBlankByte(bytes[position - 1]) else { return false }
    return wordsOfConditions.contains { word in atWord(word) && isBlankByte(byte(at: word.utf8CodeUnitCount)) }
  }

  /// Whether text in quotes, which is not a factor, ends at this position: `\text{"h"}`.
  private func endsInQuotation(_ end: Int) -> Bool {
    end > 1 && bytes[end - 1] == Ascii.closeBrace && bytes[end - 2] == Ascii.doubleQuote
  }

  private var atBar: Bool {
    if byte == Ascii.bar { return true }
    guard byte == Ascii.backslash else { return false }
    return byte(at: 1) == Ascii.bar || ["lvert", "lVert", "vert", "Vert"].contains(latexCommand)
  }

  /// Whether the word at the cursor is more than a name of a few letters, or than a unit.
  private var atWordOfProse: Bool {
    var index = position
    while index < end, isLetter(bytes[index]) || bytes[index] >= 0x80, bytes[index] != Ascii.underscore { index += 1 }
    guard index - position >= 2 else {
      return index < end && isBlankByte(bytes[index]) && bytes[position] == UInt8(ascii: "a")
    }
    if UnitSymbols.contains(bytes[position..<index]) { return false }
    return !(index < end && (isDigit(bytes[index]) || bytes[index] == Ascii.underscore))
  }

  /// Whether the parenthesis at the cursor, after a blank, holds words: `0.38 (including bias)`.
  private func atRemark(after operandEnd: Int) -> Bool {
    guard position > operandEnd else { return false }
    guard let close = closing(Ascii.openParenthesis, Ascii.closeParenthesis) else {
      // The text ends, or a dash, before the bracket is closed.
      return isLetter(byte(at: 1)) && isLetter(byte(at: 2))
    }
    var letters = 0
    var words = 0
    for index in (position + 1)...close {
      if isLetter(bytes[index]) || bytes[index] >= 0x80 {
        letters += 1
        continue
      }
      if letters >= 2, bytes[index] == Ascii.space || bytes[index] == Ascii.comma || index == close {
        words += letters >= 4 || index < close ? 1 : 0
      }
      if bytes[index] == Ascii.equal { return true }
      if words >= 3 { return true }
      if [Ascii.star, Ascii.plus, Ascii.slash, Ascii.caret, Ascii.openParenthesis].contains(bytes[index]) {
        return false
      }
      letters = 0
    }
    let isAfterNumber = operandEnd > 0 && isDigit(bytes[operandEnd - 1])
    return words >= 2 || (words == 1 && isAfterNumber)
  }

  /// Whether an exponent ends at this position: `0.4^3`.
  private func endsInPower(_ end: Int) -> Bool {
    var index = end
    while index > 0, isDigit(bytes[index - 1]) { index -= 1 }
    return index > 0 && bytes[index - 1] == Ascii.caret
  }

  /// Whether ½, ¼ or ¾ ends at this position.
  private func endsInFraction(_ end: Int) -> Bool {
    vulgarFractions.contains { glyph, _, _ in
      let count = glyph.utf8CodeUnitCount
      return end >= count
        && bytes[(end - count)..<end].elementsEqual(UnsafeBufferPointer(start: glyph.utf8Start, count: count))
    }
  }

  mutating func readMarks(after atom: NodeIndex) throws(Fault) -> NodeIndex {
    let atomStart = nodes.range(of: atom).lower
    let kind = nodes[atom].kind
    let isNumber = kind == .number || kind == .numberWithText
    var result = atom
    while true {
      if byte >= 0x80, let power = takeSuperscript() {
        result = nodes.addBinary(.power, result, power, SourceRange(atomStart, position))
      } else if let sign = percentSign(afterNumber: isNumber) {
        position = sign.upper
        // A number of percent is known by the sign's length.
        let hundred = nodes.addNumber(Numeral(value: 100, text: "100"), SourceRange(sign.lower, sign.lower + 1))
        result = nodes.addBinary(.divide, result, hundred, SourceRange(atomStart, position))
      } else if byte == Ascii.exclamation, isFactorial(of: result) {
        position += 1
        result = nodes.addCall("factorial", result, SourceRange(atomStart, position))
      } else if isNumber, result == atom, let multiple = takeMultiple() {
        let ten = nodes.addNumber(Numeral(value: 10, text: "10"), multiple.range)
        let zeros = nodes.addNumber(Numeral(value: Double(multiple.zeros), text: "\(multiple.zeros)"), multiple.range)
        let power = nodes.addBinary(.power, ten, zeros, multiple.range)
        result = nodes.addBinary(.multiply, result, power, SourceRange(atomStart, position))
      } else if dialect == .article, isNumber, take("…") || take("...") || take("\\ldots") || take("\\dots") {
        continue
      } else {
        return result
      }
    }
  }

  /// Whether a percent sign may be at the cursor, or after a blank there.
  @inline(__always)
  private func mayBePercent(afterBlank: Bool) -> Bool {
    let byte = byte == Ascii.space && afterBlank ? self.byte(at: 1) : byte
    if byte <= Ascii.space || byte >= 0x80 || byte == Ascii.hash { return afterBlank }
    return byte == Ascii.percent || byte == Ascii.backslash || afterBlank && byte | 0x20 == 0x70
  }

  /// The percent sign at the cursor, or after a number and a blank; there, a value after it would make it a remainder.
  private func percentSign(afterNumber isNumber: Bool) -> SourceRange? {
    guard dialect == .article, mayBePercent(afterBlank: isNumber) else { return nil }
    var probe = self
    if isNumber { probe.skipBlanks() }
    let start = probe.position
    if isNumber, start > position, probe.takeWordForPercent() {
      return SourceRange(start, probe.position)
    }
    guard probe.take("\\%") || probe.take("%") else { return nil }
    let sign = SourceRange(start, probe.position)
    guard start > position else { return sign }
    probe.skipBlanks()
    return probe.atNumeral || probe.atIdentifier || probe.byte == Ascii.openParenthesis ? nil : sign
  }

  /// Reads superscript characters: a power `⁻³`, `⁻⁰·⁵`, `⁻ˣ`.
  private mutating func takeSuperscript() -> NodeIndex? {
    let start = position
    let negative = take("⁻")
    var text = ""
    while position < end {
      if let digit = superscripts.first(where: { take($0.0) }) {
        text += digit.1
      } else if !text.isEmpty, byte == Ascii.period || byte == 0xC2 && byte(at: 1) == 0xB7, isBeforeSuperscript {
        position += byte == Ascii.period ? 1 : 2
        text += "."
      } else {
        break
      }
    }
    guard !text.isEmpty, negative || text != "+" else {
      position = start
      return nil
    }
    let range = SourceRange(start, position)
    var exponent: NodeIndex
    if let value = Double(text) {
      exponent = nodes.addNumber(Numeral(value: value, text: text), range)
    } else {
      exponent = name(text, from: start)
    }
    if negative { exponent = nodes.add(.negate, start, position, child: exponent) }
    return exponent
  }

  private var isBeforeSuperscript: Bool {
    var probe = self
    probe.position += byte == Ascii.period ? 1 : 2
    return superscripts.contains { probe.take($0.0) }
  }

  /// Reads `|x|`, `‖x‖`, `<0, .5>`, dots between terms, or a sum sign with its operand, a call of a function `Σ`.
  mutating func readArticleAtom(_ start: Int) throws(Fault) -> NodeIndex? {
    if byte == Ascii.bar {
      position += byte(at: 1) == Ascii.bar ? 2 : 1
      return try readAbsolute(from: start)
    }
    if take("‖") || take("∥") { return try readAbsolute(from: start) }
    if byte == Ascii.less { return try readTuple(closedBy: Ascii.greater) }
    if take("…") || take("...") || take("⋯") { return name("…", from: start) }
    return atSumSign ? try readSumSign() : nil
  }

  /// Reads to the bar that closes an absolute value.
  mutating func readAbsolute(from start: Int) throws(Fault) -> NodeIndex {
    openBars += 1
    defer { openBars -= 1 }
    let inner = try readNode()
    skipBlanks()
    let closings: [StaticString] = ["||", "|", "\\|", "\\rvert", "\\rVert", "\\vert", "\\Vert", "‖", "∥"]
    guard closings.contains(where: { take($0) }) else {
      throw Fault("'|' is never closed", at: SourceRange(start, start + 1), label: "a '|' is missing", kind: .unclosed)
    }
    return nodes.addCall("abs", inner, SourceRange(start, position))
  }

  /// Whether a sum sign of an article is next; before `=` it is a name.
  var atSumSign: Bool {
    guard dialect == .article else { return false }
    var probe = self
    let isLetter = byte == 0xCE || latexCommand == "Sigma"
    guard probe.takeSumSign() else { return false }
    probe.skipBlanks()
    if isLetter, probe.isBeforeEqualsAfterScripts { return false }
    return probe.position < end && probe.byte != Ascii.equal && probe.byte != 0x24 && probe.byte < 0xE2
      || probe.atSumSign
  }

  /// Whether an equals sign follows the indices and powers at the cursor: `\Sigma_{XX}^{-1} =` is a matrix.
  private var isBeforeEqualsAfterScripts: Bool {
    var probe = self
    while probe.byte == Ascii.underscore || probe.byte == Ascii.caret {
      probe.position += 1
      if probe.byte == Ascii.openBrace, let close = probe.closingBrace {
        probe.position = close + 1
      } else if probe.position < end {
        probe.position += 1
      }
      probe.skipBlanks()
    }
    return probe.position > position && (probe.byte == Ascii.equal || probe.byte == UInt8(ascii: "&"))
  }

  private mutating func takeSumSign() -> Bool {
    if take("Σ") || take("∑") { return true }
    let command = latexCommand
    guard command == "sum" || command == "prod" || command == "Sigma" else { return false }
    position += 1 + command.utf8.count
    return true
  }

  mutating func readSumSign() throws(Fault) -> NodeIndex {
    let start = position
    let isProduct = latexCommand == "prod"
    _ = takeSumSign()
    skipBlanks()
    while byte == Ascii.underscore || byte == Ascii.caret {
      position += 1
      skipBlanks()
      if byte == Ascii.openBrace, let close = closingBrace {
        position = close + 1
      } else if isLetter(byte) {
        // Not a call: `\sum_i^n (x_i - y_i)`.
        _ = skipIdentifier()
      } else {
        _ = try readAtom()
      }
      skipBlanks()
    }
    let operand = try readNode(above: Operator.multiply.precedence)
    return nodes.addCall(isProduct ? "Π" : "Σ", operand, SourceRange(start, position))
  }

  /// Reads ½, ¼ or ¾.
  mutating func takeFraction() -> Numeral? {
    for (glyph, value, text) in vulgarFractions where take(glyph) { return Numeral(value: value, text: text) }
    return nil
  }
}

private let wordsOfConditions: [StaticString] = ["if", "when", "where", "otherwise"]

private let vulgarFractions: [(StaticString, Double, String)] = [
  ("½", 0.5, "0.5"), ("¼", 0.25, "0.25"), ("¾", 0.75, "0.75"),
]

private let superscripts: [(StaticString, String)] = [
  ("⁰", "0"), ("¹", "1"), ("²", "2"), ("³", "3"), ("⁴", "4"), ("⁵", "5"), ("⁶", "6"), ("⁷", "7"), ("⁸", "8"),
  ("⁹", "9"),
  ("ˣ", "x"), ("ʸ", "y"), ("ᶻ", "z"), ("ⁿ", "n"), ("ⁱ", "i"), ("ᵗ", "t"), ("ᵏ", "k"), ("ʲ", "j"), ("ᵐ", "m"),
  ("ˢ", "s"), ("ᵘ", "u"), ("ᵛ", "v"), ("ᵃ", "a"), ("ᵇ", "b"), ("ⁿᵉᵗ", "net"),
]
