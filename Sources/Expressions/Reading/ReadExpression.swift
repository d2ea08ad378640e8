extension Cursor {
  /// The maximum number of operations in an expression: a chain is a tree as deep as it is long.
  package static let maxOperations = 5_000

  /// Reads the longest expression at the cursor: `loss < 0.01 and epoch > 5`.
  package mutating func readExpression() throws(Fault) -> Expression {
    Expression(nodes, try readNode())
  }

  /// Reads an expression without comparisons, so that `=` after it is left for the caller.
  package mutating func readSum() throws(Fault) -> Expression {
    Expression(nodes, try readNode(above: Operator.add.precedence))
  }

  mutating func readNode(above minimum: Int = 1) throws(Fault) -> NodeIndex {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting <= 400 else {
      throw Fault("the expression is nested too deeply", at: found().range, label: "at most 400 levels")
    }
    if nesting == 1 { operations = 0 }
    var left = try readPrefixed()
    while true {
      let before = position
      skipBlanks()
      if byte == Ascii.newline || byte == Ascii.closeParenthesis || byte == Ascii.comma {
        position = before
        return left
      }
      var found = takeOperator(above: minimum)
      if found == nil, dialect == .article { found = unwrittenProduct(above: minimum, after: before) }
      guard let symbol = found else {
        position = before
        return left
      }
      operations += 1
      guard operations <= Cursor.maxOperations else {
        throw Fault(
          "the expression is too long", at: SourceRange(before, position),
          label: "at most \(Cursor.maxOperations) operations")
      }
      let right = try readNode(above: symbol == .power ? Precedence.sign : symbol.precedence + 1)
      left = nodes.addBinary(symbol, left, right)
      if symbol.isComparison { try requireNoChain(above: minimum) }
    }
  }

  private mutating func readPrefixed() throws(Fault) -> NodeIndex {
    skipBlanks()
    let start = position
    // Most operands start with a digit or a letter other than the `n` of `not`.
    if isDigit(byte) { return try readPostfixes(of: readNumber()) }
    if isLetter(byte), byte != 0x6E { return try readPostfixes(of: readNameOrCallNode()) }
    if byte == Ascii.minus || take("−") || (dialect == .article && take("–")) {
      if byte == Ascii.minus, start == position { position += 1 }
      return negation(of: try readNode(above: Precedence.sign), from: start)
    }
    if byte == Ascii.plus {
      position += 1
      return try readNode(above: Precedence.sign)
    }
    if byte >= 0x80 || byte == Ascii.backslash, let (symbol, length) = takePairedSign() {
      position += length
      let operand = try readNode(above: Precedence.sign)
      return symbol == .subtract ? negation(of: operand, from: start) : operand
    }
    if atWord("not") {
      position += 3
      let operand = try readNode(above: Operator.equal.precedence)
      return nodes.add(.not, start, nodes.range(of: operand).upper, child: operand)
    }
    return try readPostfixes(of: readAtom())
  }

  private func negation(of operand: NodeIndex, from start: Int) -> NodeIndex {
    nodes.add(.negate, start, nodes.range(of: operand).upper, child: operand)
  }

  /// Reads a number or an expression in parentheses, with an optional sign.
  package mutating func readSigned() throws(Fault) -> Expression {
    let start = position
    let negative = byte == Ascii.minus
    if negative || byte == Ascii.plus { position += 1 }
    let operand = byte == Ascii.openParenthesis ? try readParentheses() : try readNumber()
    return Expression(nodes, negative ? negation(of: operand, from: start) : operand)
  }

  /// Reads superscripts, and `%` in articles.
  @inline(__always)
  mutating func readPostfixes(of atom: NodeIndex) throws(Fault) -> NodeIndex {
    byte < 0x80 && dialect == .language ? atom : try readMarks(after: atom)
  }

  mutating func readAtom() throws(Fault) -> NodeIndex {
    let start = position
    if isLetter(byte) { return try readNameOrCallNode() }
    if atNumeral { return try readNumber() }
    switch byte {
    case Ascii.openParenthesis:
      if dialect == .article, let vector = try readTuple(closedBy: Ascii.closeParenthesis) { return vector }
      return try readParentheses()
    case Ascii.openBrace where dialect == .article: return try readBraces()
    case Ascii.backslash where atSumSign: return try readSumSign()
    case Ascii.backslash where dialect == .article:
      if let atom = try readLatexAtom() { return atom }
    case Ascii.openBracket:
      let elements = try readList(closedBy: Ascii.closeBracket)
      return nodes.add(.vector, start, position, child: elements)
    case Ascii.doubleQuote, Ascii.quote: return try readTextNode()
    default: break
    }
    if take("√") {
      skipBlanks()
      let operand = try readPostfixes(of: readAtom())
      return nodes.addCall("sqrt", operand, SourceRange(start, position))
    }
    if dialect == .article, let special = try readArticleAtom(start) { return special }
    if let fraction = takeFraction() { return nodes.addNumber(fraction, SourceRange(start, position)) }
    guard atIdentifier else { throw expectedOperand() }
    return try readNameOrCallNode()
  }

  /// Reads `{ … }` as parentheses, as in `e^{-x}`.
  mutating func readBraces() throws(Fault) -> NodeIndex {
    let start = position
    let inner = try inBrackets(closedBy: Ascii.closeBrace, isList: false) { cursor throws(Fault) in
      let node = try cursor.readNode()
      cursor.skipBlanks()
      guard cursor.take("\\over") else { return node }
      return cursor.quotient(node, try cursor.readNode())
    }
    nodes.setRange(inner, SourceRange(start, position))
    return inner
  }

  /// The quotient of `{a \over b}`; of two differentials, the name of the derivative.
  private func quotient(_ above: NodeIndex, _ below: NodeIndex) -> NodeIndex {
    let names = [above, below].compactMap { nodes.plainName($0)?.text }
    guard names.count == 2, names.allSatisfy({ $0.hasPrefix("∂") }) else {
      return nodes.addBinary(.divide, above, below)
    }
    return name(names.joined(separator: "/"), from: nodes.range(of: above).lower)
  }

  /// Reads `h2[3].out`, `w[i1,h3]` or `sigmoid.deriv(0.6)`.
  package mutating func readNameOrCall() throws(Fault) -> Expression {
    Expression(nodes, try readNameOrCallNode())
  }

  mutating func readNameOrCallNode() throws(Fault) -> NodeIndex {
    let start = position
    return try readNameOrCall(takeIdentifier(), from: start)
  }

  /// Reads what may follow a name: subscripts, a member, arguments.
  mutating func readNameOrCall(_ identifier: Identifier, from start: Int) throws(Fault) -> NodeIndex {
    let follows = byte
    if follows == Ascii.caret, dialect == .article, let power = readPowerBeforeIndex(identifier, from: start) {
      return power
    }
    if dialect == .language, follows != Ascii.openParenthesis, follows != Ascii.openBracket, follows != Ascii.period {
      return nodes.add(.name, start, position, payload: identifier.raw)
    }
    var children = NodeIndex.none
    var isSubscripted = false
    if byte == Ascii.openBracket {
      children = try readList(closedBy: Ascii.closeBracket)
      isSubscripted = children != .none
    }
    if dialect == .article, children == .none, let node = try readArticleName(identifier, from: start) { return node }
    var hasMember = false
    if byte == Ascii.period, isLetter(byte(at: 1)) || byte(at: 1) >= 0x80 {
      position += 1
      let memberStart = position
      let payload = takeIdentifier().raw
      let member = nodes.add(.member, memberStart, position, payload: payload)
      nodes.setNext(member, children)
      children = member
      hasMember = true
    }
    let end = position
    let kind: StoredNode.Kind = hasMember || isSubscripted ? .compoundName : .name
    let name = nodes.add(kind, start, end, child: children, payload: identifier.raw)
    if dialect == .article, !isSubscripted { skipBlanks() }
    guard byte == Ascii.openParenthesis, !isSubscripted else {
      position = end
      return name
    }
    nodes.setNext(name, try readList(closedBy: Ascii.closeParenthesis))
    return nodes.add(.call, start, position, child: name)
  }

  /// Reads a list; returns its first element, or `.none` if it is empty.
  mutating func readList(closedBy close: UInt8, above minimum: Int = 1) throws(Fault) -> NodeIndex {
    try inBrackets(closedBy: close, isList: true) { cursor throws(Fault) in
      cursor.skipBlanks()
      if cursor.byte == close { return .none }
      let first = try cursor.readNode(above: minimum)
      var last = first
      while true {
        cursor.skipBlanks()
        guard cursor.byte == Ascii.comma else { return first }
        cursor.position += 1
        let element = try cursor.readNode(above: minimum)
        cursor.nodes.setNext(last, element)
        last = element
      }
    }
  }

  /// `( … )`, its range with the parentheses.
  private mutating func readParentheses() throws(Fault) -> NodeIndex {
    try readBracketed(closedBy: Ascii.closeParenthesis)
  }

  private mutating func readBracketed(closedBy close: UInt8) throws(Fault) -> NodeIndex {
    let start = position
    let inner = try inBrackets(closedBy: close, isList: false) { cursor throws(Fault) in try cursor.readNode() }
    nodes.setRange(inner, SourceRange(start, position))
    return inner
  }

  mutating func inBrackets<Content>(
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
    Fault("'\(text(open))' is never closed", at: open, label: "a '\(closing)' is missing", kind: .unclosed)
  }

  private func expectedOperand() -> Fault {
    let found = found()
    return Fault("expected a value, found \(found.value)", at: found.range)
  }

  private mutating func requireNoChain(above minimum: Int) throws(Fault) {
    let before = position
    skipBlanks()
    let range = SourceRange(position, min(position + 1, end))
    if let again = takeOperator(above: minimum), again.precedence == Operator.less.precedence {
      throw Fault("comparisons cannot be chained", at: range, help: "join them with 'and'")
    }
    position = before
  }

  /// Whether the word is next, as a whole word.
  package func atWord(_ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard position + count <= end else { return false }
    for offset in 0..<count where bytes[position + offset] != word.utf8Start[offset] { return false }
    let next = byte(at: count)
    return !isLetter(next) && !isDigit(next) && next != Ascii.period && next < 0x80
  }
}
