// Superscripts, fractions, and the signs of articles.

extension Cursor {
  /// The implicit multiplication in `½(a + b)`, `(a)(b)` and `(a + b)c` in articles.
  mutating func unwrittenProduct(above minimum: Int, after end: Int) -> Operator? {
    guard minimum <= Operator.multiply.precedence else { return nil }
    if byte == Ascii.openParenthesis || byte == Ascii.openBrace { return .multiply }
    guard end > 0 else { return nil }
    let closes = [Ascii.closeParenthesis, Ascii.closeBrace].contains(bytes[end - 1])
    if closes, position == end, atNumeral { return .multiply }
    if atSumSign || atLatexAtom { return .multiply }
    let isName = atIdentifier && !atWord("and") && !atWord("or")
    return isName && (closes || isDigit(bytes[end - 1]) || endsInFraction(end)) ? .multiply : nil
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
      let start = position
      if byte >= 0x80, let exponent = takeSuperscript() {
        let numeral = Numeral(value: Double(exponent), text: String(exponent))
        let power = nodes.addNumber(numeral, SourceRange(start, position))
        result = nodes.addBinary(.power, result, power, SourceRange(atomStart, position))
      } else if dialect == .article, byte == Ascii.percent {
        position += 1
        let hundred = nodes.addNumber(Numeral(value: 100, text: "100"), SourceRange(start, position))
        result = nodes.addBinary(.divide, result, hundred, SourceRange(atomStart, position))
      } else if dialect == .article, isNumber, take("…") || take("...") {
        continue
      } else {
        return result
      }
    }
  }

  private mutating func takeSuperscript() -> Int? {
    let digits: [(StaticString, Int)] = [
      ("⁰", 0), ("¹", 1), ("²", 2), ("³", 3), ("⁴", 4), ("⁵", 5), ("⁶", 6), ("⁷", 7), ("⁸", 8), ("⁹", 9),
    ]
    let start = position
    let negative = take("⁻")
    var value = 0
    var count = 0
    while count < 6, let digit = digits.first(where: { take($0.0) }) {
      value = value * 10 + digit.1
      count += 1
    }
    guard count > 0 else {
      position = start
      return nil
    }
    return negative ? -value : value
  }

  /// Reads `|x|`, or a sum sign with its operand, which becomes a call of a function `Σ`.
  mutating func readArticleAtom(_ start: Int) throws(Fault) -> NodeIndex? {
    if byte == Ascii.bar {
      position += 1
      let inner = try readNode()
      skipBlanks()
      guard byte == Ascii.bar else {
        throw Fault(
          "'|' is never closed", at: SourceRange(start, start + 1), label: "a '|' is missing", kind: .unclosed)
      }
      position += 1
      return nodes.addCall("abs", inner, SourceRange(start, position))
    }
    return atSumSign ? try readSumSign() : nil
  }

  /// Whether a sum sign of an article is next.
  var atSumSign: Bool {
    guard dialect == .article else { return false }
    var probe = self
    return probe.take("Σ") || probe.take("∑") || probe.take("\\sum")
  }

  mutating func readSumSign() throws(Fault) -> NodeIndex {
    let start = position
    _ = take("Σ") || take("∑") || take("\\sum")
    while byte == Ascii.underscore || byte == Ascii.caret {
      position += 1
      _ = byte == Ascii.openBrace ? try readBraces() : try readAtom()
    }
    let operand = try readNode(above: Operator.multiply.precedence)
    return nodes.addCall("Σ", operand, SourceRange(start, position))
  }

  /// Reads ½, ¼ or ¾.
  mutating func takeFraction() -> Numeral? {
    for (glyph, value, text) in vulgarFractions where take(glyph) { return Numeral(value: value, text: text) }
    return nil
  }
}

private let vulgarFractions: [(StaticString, Double, String)] = [
  ("½", 0.5, "0.5"), ("¼", 0.25, "0.25"), ("¾", 0.75, "0.75"),
]
