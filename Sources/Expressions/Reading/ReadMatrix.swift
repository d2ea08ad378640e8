// Vectors and matrices of articles: `(0.1, 0.2)`, `<0, .5>`, `\begin{bmatrix} … \end{bmatrix}`. A matrix is a vector of
// its rows.

extension Cursor {
  /// Whether `\begin{bmatrix}` or the like is next.
  var atMatrix: Bool { byte == Ascii.backslash && matrixEnvironment != nil }

  private var matrixEnvironment: String? {
    var probe = self
    guard probe.take("\\begin"), probe.byte == Ascii.openBrace, let close = probe.closingBrace else { return nil }
    let name = text(probe.position + 1, close)
    return matrixEnvironments.contains(name) ? name : nil
  }

  mutating func readMatrix() throws(Fault) -> NodeIndex {
    let start = position
    let environment = matrixEnvironment ?? ""
    position += "\\begin{}".utf8.count + environment.utf8.count
    // The columns of an array.
    if environment == "array", byte == Ascii.openBrace, let close = closingBrace { position = close + 1 }
    depth += 1
    let lists = listDepth
    listDepth = 1
    defer {
      depth -= 1
      listDepth = lists
    }
    var rows: [NodeIndex] = []
    while true {
      let rowStart = position
      var elements: [NodeIndex] = []
      while true {
        skipBlanks()
        elements.append(try readNode())
        skipBlanks()
        guard byte == UInt8(ascii: "&") else { break }
        position += 1
      }
      rows.append(vector(elements, from: rowStart))
      guard take("\\\\") else { break }
      // Doubled where a page wants the backslash escaped.
      while take("\\\\") {}
      // `\\[2pt]`
      if byte == Ascii.openBracket, let close = closing(Ascii.openBracket, Ascii.closeBracket) { position = close + 1 }
      skipBlanks()
      if atEndOfEnvironment { break }
    }
    guard atEndOfEnvironment, let close = bytes[position..<end].firstIndex(of: Ascii.closeBrace) else {
      let found = found()
      throw Fault(
        "cannot read \(found.value) in a matrix", at: found.range, label: "expected '&', '\\\\\\\\' or '\\\\end'")
    }
    position = close + 1
    return vector(rows, from: start)
  }

  private var atEndOfEnvironment: Bool {
    var probe = self
    return probe.take("\\end{")
  }

  private func vector(_ elements: [NodeIndex], from start: Int) -> NodeIndex {
    for (element, next) in zip(elements, elements.dropFirst()) { nodes.setNext(element, next) }
    return nodes.add(.vector, start, position, child: elements.first ?? .none)
  }

  /// Reads `(0.1, 0.2)` or `<0, .5>` as a vector; nil if the bracket at the cursor holds no list.
  mutating func readTuple(closedBy close: UInt8) throws(Fault) -> NodeIndex? {
    guard isTuple(closedBy: close) else { return nil }
    let start = position
    let elements = try readList(closedBy: close, above: close == Ascii.greater ? Operator.add.precedence : 1)
    return nodes.add(.vector, start, position, child: elements)
  }

  /// Reads `\{ a + b \}`, the set `\{ a, b \}` or `\| a \|`; nil for anything else.
  mutating func readEscapedBracket() throws(Fault) -> NodeIndex? {
    let start = position
    switch byte(at: 1) {
    case Ascii.openBrace:
      position += 1
      depth += 1
      defer { depth -= 1 }
      position += 1
      var inner = try readNode()
      skipBlanks()
      if byte == Ascii.comma { inner = try readSet(from: inner) }
      guard take("\\}") else {
        throw Fault("'\\{' is never closed", at: SourceRange(start, start + 2), label: "a '\\}' is missing")
      }
      nodes.setRange(inner, SourceRange(start, position))
      return inner
    case Ascii.bar:
      position += 2
      return try readAbsolute(from: start)
    default: return nil
    }
  }

  /// Reads the rest of `\{ a, b, c \}` after its first element, as a vector.
  private mutating func readSet(from first: NodeIndex) throws(Fault) -> NodeIndex {
    var last = first
    while byte == Ascii.comma {
      position += 1
      let element = try readNode()
      nodes.setNext(last, element)
      last = element
      skipBlanks()
    }
    return nodes.add(.vector, nodes.range(of: first).lower, position, child: first)
  }

  /// Whether a comma separates values in the bracket at the cursor, outside inner brackets.
  private func isTuple(closedBy close: UInt8) -> Bool {
    var open = 0
    for index in (position + 1)..<max(end, position + 1) {
      switch bytes[index] {
      case close where open == 0: return false
      case Ascii.openParenthesis, Ascii.openBracket, Ascii.openBrace: open += 1
      case Ascii.closeParenthesis, Ascii.closeBracket, Ascii.closeBrace: open -= 1
      case Ascii.newline, Ascii.equal: return false
      case Ascii.comma where open == 0:
        // `1,234` is a number.
        return !(isDigit(bytes[index - 1]) && index + 3 < end && bytes[(index + 1)...(index + 3)].allSatisfy(isDigit))
          || bytes[(index + 1)..<end].prefix { $0 != close }.contains(Ascii.comma)
      default: break
      }
      if open < 0 { return false }
    }
    return false
  }
}

private let matrixEnvironments: Set<String> = [
  "bmatrix", "pmatrix", "matrix", "Bmatrix", "smallmatrix", "bsmallmatrix", "psmallmatrix", "array",
]
