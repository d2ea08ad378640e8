import Expressions

/// Reads the content of a `<math>` element as LaTeX: the TeX annotation if it has one, else its presentation.
struct MathML {
  private let source: MappedText
  private let end: Int
  private var position: Int

  static func latex(of source: MappedText, _ range: Range<Int>) -> MappedText {
    if let annotation = annotation(source, range) { return annotation }
    var reader = MathML(source: source, end: range.upperBound, position: range.lowerBound)
    return render(reader.readChildren(of: "math"))
  }

  /// The content of `<annotation encoding="application/x-tex">`.
  private static func annotation(_ source: MappedText, _ range: Range<Int>) -> MappedText? {
    var from = range.lowerBound
    while let start = source.find("<annotation", from: from, to: range.upperBound) {
      guard let tag = HTMLTag(source, at: start) else { return nil }
      from = tag.end
      guard tag.attributes("encoding").lowercased().hasSuffix("tex") else { continue }
      let close = source.find("</annotation", from: from, to: range.upperBound) ?? range.upperBound
      return source.decoded(from..<close)
    }
    return nil
  }

  private indirect enum Node {
    case text(MappedText)
    case element(String, [Node], offset: Int)
  }

  private mutating func readChildren(of parent: String) -> [Node] {
    var children: [Node] = []
    while position < end {
      if source.bytes[position] == Ascii.less, let tag = HTMLTag(source, at: position) {
        let offset = source.offset(of: position)
        position = tag.end
        if tag.isClosing { return children }
        let inner = tag.isEmpty ? [] : readChildren(of: tag.name)
        if !tag.name.hasPrefix("annotation") { children.append(.element(tag.name, inner, offset: offset)) }
      } else {
        let close = source.bytes[position..<end].firstIndex(of: Ascii.less) ?? end
        let text = source.decoded(position..<max(close, position + 1))
        position = max(close, position + 1)
        if !text.trimmed(0..<text.count).isEmpty { children.append(.text(text[text.trimmed(0..<text.count)])) }
      }
    }
    return children
  }

  private static func render(_ nodes: [Node]) -> MappedText {
    var result = MappedText()
    for (index, node) in nodes.enumerated() {
      let isAfterBracket = index > 0 && ["[", "("].contains(render([nodes[index - 1]]).text.trimmingSpaces)
      result.append(render(node, isMatrix: isAfterBracket))
    }
    return result
  }

  private static func render(_ node: Node, isMatrix: Bool) -> MappedText {
    guard case .element(let name, let children, let offset) = node else {
      if case .text(let text) = node { return plain(text) }
      return MappedText()
    }
    func part(_ index: Int) -> MappedText { index < children.count ? render([children[index]]) : MappedText() }
    var result = MappedText()
    func add(_ text: String) { result.append(text, at: offset) }
    func group(_ content: MappedText) {
      add("{")
      result.append(content)
      add("}")
    }
    switch name {
    case "mfrac":
      add("\\frac")
      group(part(0))
      group(part(1))
    case "msqrt":
      add("\\sqrt")
      group(render(children))
    case "msub", "munder": index(part(0), under: part(1))
    case "msup":
      let mark = part(1).text.trimmingSpaces
      result.append(part(0))
      trim()
      if ["′", "'", "’"].contains(mark) { add("'") } else { raise(part(1)) }
    case "msubsup", "munderover":
      index(part(0), under: part(1))
      raise(part(2))
    case "mover":
      let accents = [
        "^": "\\hat", "ˆ": "\\hat", "\u{302}": "\\hat", "¯": "\\bar", "‾": "\\bar", "~": "\\tilde", "˜": "\\tilde",
      ]
      guard let accent = accents[part(1).text.trimmingSpaces] else { return part(0) }
      add(accent)
      group(part(0))
    case "mtable":
      let rows = children.map { row -> MappedText in
        guard case .element(_, let cells, let offset) = row else { return MappedText() }
        var line = MappedText()
        for (number, cell) in cells.enumerated() {
          if number > 0 { line.append(" & ", at: offset) }
          line.append(render([cell]))
        }
        return line
      }
      if isMatrix { add("\\begin{matrix}") }
      for (number, row) in rows.enumerated() {
        if number > 0 { add(" \\\\ ") }
        result.append(row)
      }
      if isMatrix { add("\\end{matrix}") }
    case "mfenced":
      add("(")
      for (number, child) in children.enumerated() {
        if number > 0 { add(",") }
        result.append(render([child]))
      }
      add(")")
    case "mi", "mn", "mtext", "mo":
      let content = render(children)
      if name == "mi" || name == "mtext" { add(" ") }
      result.append(content)
      if name != "mn" { add(" ") }
    case "mspace": add(" ")
    default: return render(children)
    }
    return result

    func trim() { result = result[result.trimmed(0..<result.count)] }
    func raise(_ content: MappedText) {
      add("^")
      group(content)
    }
    func index(_ base: MappedText, under: MappedText) {
      add(" ")
      result.append(base)
      trim()
      add("_")
      group(under)
    }
  }

  /// The text of an operator or name, without the marks for products and applications that are not seen.
  private static func plain(_ text: MappedText) -> MappedText {
    let offset = text.offset(of: 0)
    var result = MappedText()
    switch text.text {
    case "\u{2061}", "\u{2063}", "\u{2064}": return result
    case "\u{2062}": result.append(" ", at: offset)
    default: return text
    }
    return result
  }
}

extension String {
  fileprivate var trimmingSpaces: String { filter { !$0.isWhitespace } }
}
