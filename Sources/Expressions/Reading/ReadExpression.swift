extension Cursor {
  /// A chain of operations is a tree as deep as it is long.
  package static let mostOperations = 5_000

  /// Reads the longest expression that stands here: `loss < 0.01 and epoch > 5`.
  package mutating func readExpression() throws(Fault) -> Expression {
    try readExpression(above: 1)
  }

  /// Reads an expression without comparisons, so that `=` after it is left for the caller.
  package mutating func readSum() throws(Fault) -> Expression {
    try readExpression(above: Operator.add.precedence)
  }

  private mutating func readExpression(above minimum: Int) throws(Fault) -> Expression {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= 400 else {
      throw Fault("the expression is nested too deeply", at: found().range, label: "400 levels are the most")
    }
    if nesting == 1 { operations = 0 }
    var left = try readPrefixed()
    while true {
      let before = position
      skipBlanks()
      guard let symbol = takeOperator(above: minimum) ?? unwrittenProduct(above: minimum, after: before) else {
        position = before
        return left
      }
      operations += 1
      guard operations <= Cursor.mostOperations else {
        throw Fault(
          "the expression is too long", at: SourceRange(before, position),
          label: "\(Cursor.mostOperations) operations are the most")
      }
      let right =
        symbol == .power ? try readExponent() : try readExpression(above: symbol.precedence + 1)
      left = Expression(.binary(symbol, left, right), at: left.range.union(right.range))
      if symbol.precedence == Operator.less.precedence { try refuseChain(above: minimum) }
    }
  }

  /// The multiplication of `½(a + b)`, `(a)(b)` and `(a + b)c` in articles.
  private func unwrittenProduct(above minimum: Int, after end: Int) -> Operator? {
    guard dialect == .article, minimum <= Operator.multiply.precedence else { return nil }
    if byte == Ascii.openParenthesis || byte == Ascii.openBrace { return .multiply }
    guard end > 0 else { return nil }
    let closes = [Ascii.closeParenthesis, Ascii.closeBrace].contains(bytes[end - 1])
    if closes, position == end, atNumeral { return .multiply }
    if atSumSign || atLatexAtom { return .multiply }
    let isName = atIdentifier && !atWord("and") && !atWord("or")
    return isName && (closes || isDigit(bytes[end - 1]) || endsInFraction(end)) ? .multiply : nil
  }

  /// Whether ½, ¼ or ¾ ends there.
  private func endsInFraction(_ end: Int) -> Bool {
    vulgarFractions.contains { glyph, _, _ in
      let count = glyph.utf8CodeUnitCount
      return end >= count
        && bytes[(end - count)..<end].elementsEqual(UnsafeBufferPointer(start: glyph.utf8Start, count: count))
    }
  }

  private mutating func readPrefixed() throws(Fault) -> Expression {
    skipBlanks()
    let start = position
    if byte == Ascii.minus || take("−") {
      if byte == Ascii.minus, start == position { position += 1 }
      let operand = try readExpression(above: Precedence.sign)
      return Expression(.negate(operand), at: SourceRange(start, operand.range.upper))
    }
    if byte == Ascii.plus {
      position += 1
      return try readExpression(above: Precedence.sign)
    }
    if atWord("not") {
      position += 3
      let operand = try readExpression(above: Operator.equal.precedence)
      return Expression(.not(operand), at: SourceRange(start, operand.range.upper))
    }
    return try readPostfixes(of: readAtom())
  }

  /// What stands behind a `^`: `e^-0.6`, `2^3^2` from the right.
  private mutating func readExponent() throws(Fault) -> Expression {
    try readExpression(above: Precedence.sign)
  }

  /// Superscripts anywhere, `%` in articles.
  private mutating func readPostfixes(of atom: Expression) throws(Fault) -> Expression {
    var result = atom
    while true {
      let start = position
      if byte >= 0x80, let exponent = takeSuperscript() {
        let numeral = Numeral(value: Double(exponent), text: String(exponent))
        let power = Expression(.number(numeral), at: SourceRange(start, position))
        result = Expression(.binary(.power, result, power), at: SourceRange(atom.range.lower, position))
      } else if dialect == .article, byte == Ascii.percent {
        position += 1
        let hundred = Expression(.number(Numeral(value: 100, text: "100")), at: SourceRange(start, position))
        result = Expression(.binary(.divide, result, hundred), at: SourceRange(atom.range.lower, position))
      } else if dialect == .article, case .number = atom.node, take("…") || take("...") {
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

  private mutating func readAtom() throws(Fault) -> Expression {
    let start = position
    if atNumeral {
      let numeral = try readNumeral()
      return Expression(.number(numeral.value), at: numeral.range)
    }
    switch byte {
    case Ascii.openParenthesis:
      return try readParenthesized()
    case Ascii.openBrace where dialect == .article: return try readBraces()
    case Ascii.backslash where atSumSign: return try readSumSign()
    case Ascii.backslash where dialect == .article:
      if let atom = try readLatexAtom() { return atom }
    case Ascii.openBracket:
      let elements = try readList(closedBy: Ascii.closeBracket)
      return Expression(.vector(elements), at: SourceRange(start, position))
    case Ascii.doubleQuote, Ascii.quote:
      return try readText()
    default: break
    }
    if take("√") {
      skipBlanks()
      let operand = try readPostfixes(of: readAtom())
      return Expression(.call(Name("sqrt"), [operand]), at: SourceRange(start, position))
    }
    if dialect == .article, let special = try readArticleAtom(start) { return special }
    for (glyph, value, text) in vulgarFractions where take(glyph) {
      return Expression(.number(Numeral(value: value, text: text)), at: SourceRange(start, position))
    }
    guard atIdentifier else { throw expectedOperand() }
    return try readNameOrCall()
  }

  /// `|x|`, or a sum sign with what it sums, which stands for a call of a function `Σ`.
  private mutating func readArticleAtom(_ start: Int) throws(Fault) -> Expression? {
    if byte == Ascii.bar {
      position += 1
      let inner = try readExpression()
      skipBlanks()
      guard byte == Ascii.bar else {
        throw Fault("'|' is never closed", at: SourceRange(start, start + 1), label: "a '|' is missing")
      }
      position += 1
      return Expression(.call(Name("abs"), [inner]), at: SourceRange(start, position))
    }
    return atSumSign ? try readSumSign() : nil
  }

  /// Whether a sum sign of an article stands here.
  private var atSumSign: Bool {
    var probe = self
    return dialect == .article && (probe.take("Σ") || probe.take("∑") || probe.take("\\sum"))
  }

  private mutating func readSumSign() throws(Fault) -> Expression {
    let start = position
    _ = take("Σ") || take("∑") || take("\\sum")
    while byte == Ascii.underscore || byte == Ascii.caret {
      position += 1
      _ = byte == Ascii.openBrace ? try readBraces() : try readAtom()
    }
    let operand = try readExpression(above: Operator.multiply.precedence)
    return Expression(.call(Name("Σ"), [operand]), at: SourceRange(start, position))
  }

  /// Reads `{ … }` as parentheses, as in `e^{-x}`.
  mutating func readBraces() throws(Fault) -> Expression {
    let start = position
    let inner = try inBrackets(closedBy: Ascii.closeBrace, isList: false) { cursor throws(Fault) in
      try cursor.readExpression()
    }
    return Expression(inner.node, at: SourceRange(start, position))
  }

  /// Reads `h2[3].out`, `w[i1,h3]` or `sigmoid.deriv(0.6)`.
  package mutating func readNameOrCall() throws(Fault) -> Expression {
    let identifier = readIdentifier()
    return try readNameOrCall(identifier.value, from: identifier.range.lower)
  }

  /// Reads what may follow a name: subscripts, a member, arguments.
  mutating func readNameOrCall(_ identifier: String, from start: Int) throws(Fault) -> Expression {
    var name = Name(identifier)
    if byte == Ascii.openBracket { name.subscripts = try readList(closedBy: Ascii.closeBracket) }
    if byte == Ascii.period, isLetter(byte(at: 1)) || byte(at: 1) >= 0x80 {
      position += 1
      name.member = readIdentifier().value
    }
    let end = position
    if dialect == .article, name.subscripts.isEmpty { skipBlanks() }
    guard byte == Ascii.openParenthesis, name.subscripts.isEmpty else {
      position = end
      return Expression(.name(name), at: SourceRange(start, end))
    }
    let arguments = try readList(closedBy: Ascii.closeParenthesis)
    return Expression(.call(name, arguments), at: SourceRange(start, position))
  }

  private mutating func readList(closedBy close: UInt8) throws(Fault) -> [Expression] {
    try inBrackets(closedBy: close, isList: true) { cursor throws(Fault) in
      var elements: [Expression] = []
      cursor.skipBlanks()
      if cursor.byte == close { return elements }
      while true {
        elements.append(try cursor.readExpression())
        cursor.skipBlanks()
        guard cursor.byte == Ascii.comma else { return elements }
        cursor.position += 1
      }
    }
  }

  /// `( … )`, its range with the parentheses.
  package mutating func readParenthesized() throws(Fault) -> Expression {
    let start = position
    let inner = try inBrackets(closedBy: Ascii.closeParenthesis, isList: false) { cursor throws(Fault) in
      try cursor.readExpression()
    }
    return Expression(inner.node, at: SourceRange(start, position))
  }

  private mutating func inBrackets<Content>(
    closedBy close: UInt8, isList: Bool, _ read: (inout Cursor) throws(Fault) -> Content
  ) throws(Fault) -> Content {
    let open = SourceRange(position, position + 1)
    position += 1
    depth += 1
    let lists = listDepth
    listDepth = isList ? 1 : 0
    defer {
      depth -= 1
      listDepth = lists
    }
    let closing = String(UnicodeScalar(close))
    let content: Content
    do throws(Fault) {
      content = try read(&self)
    } catch {
      skipBlanks()
      if position >= end { throw unclosed(open, closing) }
      if bytes[open.lower..<min(error.range?.lower ?? position, end)].contains(Ascii.newline) {
        throw Fault("'\(text(open))' is not closed", at: open, label: "no '\(closing)' before the next command")
      }
      throw error
    }
    skipBlanks()
    guard byte == close else {
      guard position < end, byte != Ascii.semicolon, byte != Ascii.closeBrace else { throw unclosed(open, closing) }
      let found = found()
      if bytes[open.lower..<found.range.lower].contains(Ascii.newline) {
        throw Fault("'\(text(open))' is not closed", at: open, label: "no '\(closing)' before the next command")
      }
      throw Fault("expected '\(closing)', found \(found.value)", at: found.range)
    }
    position += 1
    return content
  }

  private func unclosed(_ open: SourceRange, _ closing: String) -> Fault {
    Fault("'\(text(open))' is never closed", at: open, label: "a '\(closing)' is missing")
  }

  private func expectedOperand() -> Fault {
    let found = found()
    return Fault("expected a value, found \(found.value)", at: found.range)
  }

  private mutating func refuseChain(above minimum: Int) throws(Fault) {
    let before = position
    skipBlanks()
    let place = SourceRange(position, min(position + 1, end))
    if let again = takeOperator(above: minimum), again.precedence == Operator.less.precedence {
      throw Fault("comparisons do not chain", at: place, help: "join them with 'and'")
    }
    position = before
  }

  /// Whether the word stands here, whole.
  package func atWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= end else { return false }
    for offset in 0..<count where bytes[position + offset] != word.utf8Start[offset] { return false }
    let next = byte(at: count)
    return !isLetter(next) && !isDigit(next) && next != Ascii.period && next < 0x80
  }
}

private let vulgarFractions: [(StaticString, Double, String)] = [
  ("½", 0.5, "0.5"), ("¼", 0.25, "0.25"), ("¾", 0.75, "0.75"),
]
