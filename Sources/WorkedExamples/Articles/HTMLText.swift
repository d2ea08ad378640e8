import Expressions

/// Reads the text of HTML: without tags, scripts and comments, with entities decoded, `_{…}` and `^{…}` for indices
/// and exponents, and formulas, whether MathML, TeX or images, as LaTeX between `$`.
struct HTMLText {
  /// Whether the text is HTML as a whole; Markdown with tags in it keeps its lines.
  private let isDocument: Bool
  private let source: MappedText
  private var result = MappedText()
  private var position = 0
  private var preformatted = 0

  private init(_ source: MappedText, isDocument: Bool) {
    self.source = source
    self.isDocument = isDocument
  }

  static func text(of source: MappedText, isDocument: Bool) -> MappedText {
    let isPlain = !isDocument && !source.bytes.contains(Ascii.less) && !source.bytes.contains(UInt8(ascii: "&"))
    guard !isPlain else { return source }
    var reader = HTMLText(source, isDocument: isDocument)
    reader.read()
    return reader.result
  }

  private mutating func read() {
    while position < source.count {
      let byte = source.bytes[position]
      let offset = source.offset(of: position)
      if byte == Ascii.less, source.has("<!--", at: position) {
        position = source.find("-->", from: position).map { $0 + 3 } ?? source.count
      } else if byte == Ascii.less, let tag = HTMLTag(source, at: position), isDocument || tag.isOfHTML {
        position = tag.end
        take(tag, at: offset)
      } else if byte == UInt8(ascii: "&"), let (character, end) = source.entity(at: position) {
        result.append(character == "&" && !isDocument ? " " : character, at: offset)
        position = end
      } else if isDocument, preformatted == 0, byte == Ascii.newline || byte == Ascii.carriageReturn {
        result.append(Ascii.space, at: offset)
        position += 1
      } else {
        result.append(byte, at: offset)
        position += 1
      }
    }
  }

  private mutating func take(_ tag: HTMLTag, at offset: Int) {
    switch tag.name {
    case "math" where !tag.isClosing: takeMath(tag, at: offset)
    case "script" where !tag.isClosing:
      let end = source.find("</script", from: position) ?? source.count
      if tag.attributes("type").hasPrefix("math/tex") {
        result.append("$", at: offset)
        result.append(source, position..<end)
        result.append("$", at: offset)
      }
      skip(to: end)
    case "style" where !tag.isClosing: skip(to: source.find("</style", from: position) ?? source.count)
    case "title" where !tag.isClosing: skip(to: source.find("</title", from: position) ?? source.count)
    case "nobr" where !tag.isClosing: skip(to: source.find("</nobr", from: position) ?? source.count)
    case "svg" where !tag.isClosing: skip(to: source.find("</svg", from: position) ?? source.count)
    case "span" where !tag.isClosing && tag.isHiddenCopy: skipElement("span")
    case "img": takeImage(tag, at: offset)
    case "sub", "sup":
      let isPlain = position < source.count && !tag.isClosing && result.bytes.last.map { isBlankByte($0) } ?? true
      result.append(tag.isClosing ? "}" : (isPlain ? "{" : tag.name == "sub" ? "_{" : "^{"), at: offset)
    case "pre":
      preformatted = max(0, preformatted + (tag.isClosing ? -1 : 1))
      if isDocument { result.append("\n```\(tag.isClosing ? "" : language(of: tag))\n", at: offset) }
    case "br": result.append("\n", at: offset)
    case "td", "th": if tag.isClosing { result.append(" | ", at: offset) }
    case let name where blocks.contains(name): if isDocument { result.append("\n", at: offset) }
    default: break
    }
  }

  /// The language of preformatted text: `python` of `<pre><code class="language-python">`.
  private func language(of tag: HTMLTag) -> String {
    var classes = tag.attributes("class")
    if let code = HTMLTag(source, at: position) { classes += " " + code.attributes("class") }
    let marks = ["language-", "lang-", "highlight-source-", "brush:"]
    for word in classes.split(separator: " ") {
      for mark in marks where word.hasPrefix(mark) { return String(word.dropFirst(mark.count)) }
    }
    return ""
  }

  private mutating func skip(to index: Int) {
    position = min(source.count, source.find(">", from: index).map { $0 + 1 } ?? source.count)
  }

  /// Skips to the end of the element whose opening tag has been read.
  private mutating func skipElement(_ name: String) {
    var open = 1
    while open > 0, let next = source.find("<", from: position) {
      guard let tag = HTMLTag(source, at: next) else {
        position = next + 1
        continue
      }
      position = tag.end
      if tag.name == name, !tag.isEmpty { open += tag.isClosing ? -1 : 1 }
    }
    if open > 0 { position = source.count }
  }

  /// An image of a formula has its LaTeX as alternative text.
  private mutating func takeImage(_ tag: HTMLTag, at offset: Int) {
    guard let alternative = tag.attribute("alt") else { return }
    let kind = tag.attributes("class") + " " + tag.attributes("src")
    guard !kind.contains("mwe-math-fallback"), kind.contains("latex") || kind.contains("math") else { return }
    result.append("$", at: offset)
    result.append(source.decoded(alternative))
    result.append("$", at: offset)
  }

  private mutating func takeMath(_ tag: HTMLTag, at offset: Int) {
    let end = source.find("</math", from: position) ?? source.count
    result.append(" $", at: offset)
    result.append(MathML.latex(of: source, position..<end))
    result.append("$ ", at: offset)
    skip(to: end)
  }
}

/// A tag: `<span class="katex">`.
struct HTMLTag {
  let name: String
  let isClosing: Bool
  /// Whether it closes itself: `<br/>`.
  let isEmpty: Bool
  /// The index after its `>`.
  let end: Int
  private let source: MappedText
  private let body: Range<Int>

  init?(_ source: MappedText, at start: Int) {
    var index = start + 1
    isClosing = index < source.count && source.bytes[index] == Ascii.slash
    if isClosing { index += 1 }
    let nameStart = index
    while index < source.count,
      isLetter(source.bytes[index]) || isDigit(source.bytes[index]) || source.bytes[index] == Ascii.minus
        || source.bytes[index] == Ascii.colon
    { index += 1 }
    guard index > nameStart, isLetter(source.bytes[nameStart]) else { return nil }
    let written = source.text(nameStart..<index).lowercased()
    name = written.split(separator: ":").last.map(String.init) ?? written
    let bodyStart = index
    var quote: UInt8?
    while index < source.count {
      let byte = source.bytes[index]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == Ascii.doubleQuote || byte == Ascii.quote, index > bodyStart,
        source.bytes[index - 1] == Ascii.equal
      {
        quote = byte
      } else if byte == Ascii.greater {
        break
      }
      index += 1
    }
    guard index < source.count else { return nil }
    isEmpty = source.bytes[index - 1] == Ascii.slash
    end = index + 1
    body = bodyStart..<index
    self.source = source
  }

  /// Whether it is an element of HTML; `<0, .5>` and `<w>` are not.
  var isOfHTML: Bool { blocks.contains(name) || inline.contains(name) }

  /// The range of an attribute's value.
  func attribute(_ name: StaticString) -> Range<Int>? {
    var from = body.lowerBound
    while let start = source.find(name, from: from, to: body.upperBound) {
      var index = start + name.utf8CodeUnitCount
      from = index
      guard isBlankByte(source.bytes[start - 1]), index < body.upperBound, source.bytes[index] == Ascii.equal else {
        continue
      }
      index += 1
      guard index < body.upperBound else { return nil }
      let quote = source.bytes[index]
      if quote == Ascii.doubleQuote || quote == Ascii.quote {
        let close = source.bytes[(index + 1)..<body.upperBound].firstIndex(of: quote) ?? body.upperBound
        return index + 1..<close
      }
      let close = source.bytes[index..<body.upperBound].firstIndex { isBlankByte($0) } ?? body.upperBound
      return index..<close
    }
    return nil
  }

  func attributes(_ name: StaticString) -> String { attribute(name).map { source.text($0) } ?? "" }

  /// Whether the element repeats a formula for the eye that is also there as MathML or TeX.
  var isHiddenCopy: Bool {
    let names = attributes("class").split(separator: " ")
    return names.contains { ["katex-html", "MathJax_Preview", "MJX_Assistive_MathML"].contains($0) }
  }
}

extension MappedText {
  /// The character of the entity at an index, and the index after it.
  func entity(at index: Int) -> (String, Int)? {
    let last = min(count, index + 32)
    guard let close = bytes[index..<last].firstIndex(of: Ascii.semicolon) else { return nil }
    return htmlCharacter(text(index + 1..<close)).map { ($0, close + 1) }
  }

  /// The part with entities decoded.
  func decoded(_ range: Range<Int>) -> MappedText {
    var result = MappedText()
    var index = range.lowerBound
    while index < range.upperBound {
      if bytes[index] == UInt8(ascii: "&"), let (character, end) = entity(at: index), end <= range.upperBound {
        result.append(character, at: offset(of: index))
        index = end
      } else {
        result.append(bytes[index], at: offset(of: index))
        index += 1
      }
    }
    return result
  }
}

/// Elements that begin a line of their own.
private let blocks: Set<String> = [
  "p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table", "tbody",
  "thead", "section", "article", "header", "footer", "aside", "nav", "main", "figure", "figcaption", "blockquote", "hr",
  "pre", "body", "html", "head", "center", "form", "details", "summary", "option", "select", "button", "textarea",
]

private let inline: Set<String> = [
  "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "input", "kbd", "label", "link", "mark", "math",
  "meta", "nobr", "script", "small", "span", "strong", "style", "sub", "sup", "svg", "td", "th", "title", "tt", "u",
  "var", "iframe", "video", "source", "path", "g", "defs", "marker", "line", "text", "circle", "rect", "noscript", "s",
]
