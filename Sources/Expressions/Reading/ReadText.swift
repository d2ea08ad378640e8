extension Cursor {
  /// Reads `"…"` with escapes and `{expressions}`, or `'…'`, which is literal.
  package mutating func readText() throws(Fault) -> Expression { Expression(nodes, try readTextNode()) }

  mutating func readTextNode() throws(Fault) -> NodeIndex {
    let start = position
    let quote = byte
    let opening = SourceRange(start, start + 1)
    var first = NodeIndex.none
    var last = NodeIndex.none
    var plain: [UInt8] = []
    func append(_ part: NodeIndex) {
      if first == .none { first = part } else { nodes.setNext(last, part) }
      last = part
    }
    func flush() {
      if plain.isEmpty { return }
      append(nodes.addText(.characters, String(decoding: plain, as: UTF8.self), SourceRange(start, start)))
      plain = []
    }
    position += 1
    while byte != quote || position >= end {
      guard position < end else {
        throw Fault("the string is never closed", at: opening, label: "a \(text(opening)) is missing", kind: .unclosed)
      }
      let current = byte
      if quote == Ascii.doubleQuote, current == Ascii.backslash {
        plain.append(try readEscape())
      } else if quote == Ascii.doubleQuote, current == Ascii.openBrace {
        flush()
        position += 1
        depth += 1
        defer { depth -= 1 }
        let inner = try readNode()
        skipBlanks()
        guard byte == Ascii.closeBrace else { throw unclosedExpression(after: nodes.range(of: inner), quote) }
        position += 1
        append(inner)
      } else {
        plain.append(current)
        position += 1
      }
    }
    position += 1
    flush()
    return nodes.add(.text, start, position, child: first)
  }

  /// The fault of an expression in a string that is not followed by '}'. Only at the end of the text may more follow.
  private mutating func unclosedExpression(after inner: SourceRange, _ quote: UInt8) -> Fault {
    guard position < end else {
      return Fault("'{' is never closed", at: inner, label: "a '}' is missing after this", kind: .unclosed)
    }
    guard byte != quote, byte != Ascii.newline else {
      return Fault("'{' is never closed", at: inner, label: "a '}' is missing after this")
    }
    let found = found()
    return Fault(
      "expected '}' in a string, found \(found.value)", at: found.range,
      label: "\(text(inner)) is all that could be read", help: "write \\{ for a brace, or '…', which is taken literally"
    )
  }

  private mutating func readEscape() throws(Fault) -> UInt8 {
    let range = SourceRange(position, min(position + 2, end))
    let escaped = byte(at: 1)
    position += 2
    switch escaped {
    case 0x6E: return Ascii.newline
    case 0x74: return Ascii.tab
    case Ascii.doubleQuote, Ascii.backslash, Ascii.openBrace, Ascii.closeBrace: return escaped
    default:
      throw Fault(
        "unknown escape \(text(range))", at: range, help: "use \\n, \\t, \\\", \\\\ or \\{; '…' is taken literally")
    }
  }
}
