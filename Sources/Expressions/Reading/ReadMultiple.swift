// What articles write after a number or a name: `5!`, `1.6 billion`, `90 percent`, the `^2_{sum}` of a name.

extension Cursor {
  /// Whether the exclamation mark at the cursor is not one that ends a sentence.
  func isFactorial(of operand: NodeIndex) -> Bool {
    guard dialect == .article, byte(at: 1) != Ascii.equal, byte(at: 1) != Ascii.exclamation else { return false }
    // A word: `gradient!`
    if let name = nodes.plainName(operand)?.text, name.prefix(while: \.isLetter).count > 2 { return false }
    if juxtaposes { return true }
    var probe = self
    probe.position += 1
    probe.skipBlanks()
    if [Ascii.closeParenthesis, Ascii.closeBrace, Ascii.equal, 0xE2].contains(probe.byte) { return true }
    return probe.position < probe.end && !isLetter(probe.byte)
      && probe.takeOperator(above: Operator.add.precedence) != nil
  }

  /// The word for a power of ten after a number: `1.6 billion`, `3\text{ million}`.
  mutating func takeMultiple() -> (zeros: Int, range: SourceRange)? {
    guard dialect == .article, mayBeMultiple else { return nil }
    var probe = self
    if probe.byte == UInt8(ascii: "~") { probe.position += 1 }
    probe.skipBlanks()
    let start = probe.position
    var close: Int?
    if probe.byte == Ascii.backslash {
      guard ["text", "mathrm", "textrm", "mbox"].contains(probe.latexCommand) else { return nil }
      probe.position += 1 + probe.latexCommand.utf8.count
      guard probe.byte == Ascii.openBrace, let brace = probe.closingBrace else { return nil }
      close = brace
      probe.position += 1
      probe.skipBlanks()
    }
    guard let zeros = multiples.first(where: { probe.takeWord($0.word) })?.zeros else { return nil }
    position = close.map { $0 + 1 } ?? probe.position
    return (zeros, SourceRange(start, position))
  }

  /// Whether a word for a power of ten may follow: a quick test.
  private var mayBeMultiple: Bool {
    let start = byte == Ascii.space || byte == UInt8(ascii: "~") ? 1 : 0
    let next = byte(at: start)
    guard next == Ascii.backslash else { return start > 0 && (next == 0x62 || next == 0x6D || next == 0x74) }
    // `\text`, `\mathrm` and a thin space, but not `\times`.
    switch byte(at: start + 1) {
    case Ascii.comma, Ascii.semicolon: return true
    case UInt8(ascii: "t"): return byte(at: start + 2) == UInt8(ascii: "e")
    case UInt8(ascii: "m"): return byte(at: start + 2) != UInt8(ascii: "u")
    default: return false
    }
  }

  /// Takes a whole word, also before a period.
  private mutating func takeWord(_ word: StaticString) -> Bool {
    var probe = self
    guard probe.take(word), !isLetter(probe.byte), !isDigit(probe.byte), probe.byte < 0x80 else { return false }
    position = probe.position
    return true
  }

  /// Takes the word for a percent sign: `90 percent`.
  mutating func takeWordForPercent() -> Bool {
    for word in wordsForPercent where takeWord(word) { return true }
    return false
  }

  /// Reads the `^2_{sum}` of `\sigma^2_{sum}`, an index after a power; nil for anything else.
  mutating func readPowerBeforeIndex(_ identifier: Identifier, from start: Int) -> NodeIndex? {
    var probe = self
    probe.position += 1
    let isInBraces = probe.byte == Ascii.openBrace
    if isInBraces { probe.position += 1 }
    let digit = probe.position
    guard isDigit(probe.byte) else { return nil }
    probe.position += 1
    if isInBraces, probe.byte != Ascii.closeBrace { return nil }
    if isInBraces { probe.position += 1 }
    guard probe.byte == Ascii.underscore else { return nil }
    let index = probe.readIdentifierTail()
    position = probe.position
    let base = name(identifier.text + index, from: start)
    let exponent = nodes.add(.number, digit, digit + 1, payload: Double(bytes[digit] - 0x30).bitPattern)
    return nodes.addBinary(.power, base, exponent, SourceRange(start, position))
  }
}

private let wordsForPercent: [StaticString] = ["percent", "per cent", "Prozent", "por ciento", "pour cent"]

private let multiples: [(word: StaticString, zeros: Int)] = [
  ("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12),
]
