import Expressions

/// Reads running text: formulas between `$`, `\(` and `\[` become passages of their own, and the marks of Markdown go.
struct ProseReader {
  private let source: MappedText
  private let isMarkdown: Bool
  private let use: (Passage) -> Void
  /// The line being read, with the formulas in it that are not equations by themselves.
  private var line = MappedText()

  /// - Parameter use: what the passages are passed to, in order.
  init(_ source: MappedText, isMarkdown: Bool, _ use: @escaping (Passage) -> Void) {
    self.source = source
    self.isMarkdown = isMarkdown
    self.use = use
  }

  mutating func read() {
    var index = 0
    while index < source.count {
      if let formula = formula(at: index) {
        take(formula)
        index = formula.end
      } else if source.bytes[index] == Ascii.newline {
        finishLine()
        index += 1
      } else if isMarkdown, isEscape(at: index) {
        line.append(source.bytes[index + 1], at: source.offset(of: index + 1))
        index += 2
      } else if isMarkdown, let end = skippedMark(at: index) {
        index = end
      } else {
        let byte = source.bytes[index]
        let isQuote = byte == UInt8(ascii: "`")
        let next = index + 1 < source.count ? source.bytes[index + 1] : Ascii.space
        if !isQuote || ![Ascii.period, Ascii.comma].contains(next) {
          line.append(isQuote ? Ascii.space : byte, at: source.offset(of: index))
        }
        index += 1
      }
    }
    finishLine()
  }

  private mutating func finishLine() {
    let text = isMarkdown ? withoutListMark(line) : line
    line = MappedText()
    var start = 0
    for index in 0..<text.count where text.bytes[index] == Ascii.bar && isCellBorder(text, index) {
      add(text[start..<index])
      start = index + 1
    }
    add(text[start..<text.count])
  }

  private mutating func add(_ text: MappedText) {
    let range = text.trimmed(0..<text.count)
    if !range.isEmpty, !isProgramLine(text.text(range)) { use(Passage(text: text[range], isMath: false)) }
  }

  /// Whether a bar separates cells of a table, or parts of a line, rather than being that of an absolute value.
  private func isCellBorder(_ text: MappedText, _ index: Int) -> Bool {
    let isOpen = index == 0 || isBlankByte(text.bytes[index - 1])
    return isOpen && (index + 1 == text.count || isBlankByte(text.bytes[index + 1]))
  }

  // MARK: Formulas

  private struct Formula {
    var content: Range<Int>
    var end: Int
    /// Whether it is inside a line, so that the text around it may continue it.
    var isInline: Bool
  }

  private mutating func take(_ formula: Formula) {
    let content = source[formula.content]
    let first = content.trimmed(0..<content.count)
    let hasRelation = Relation.first(in: content.bytes, from: 0) != nil
    let continues = Relation.starts(content.bytes, at: first.lowerBound, end: content.count) != nil
    let isAfterText = line.bytes.contains { !isBlankByte($0) }
    if formula.isInline, !hasRelation || (continues && isAfterText) {
      line.append(Ascii.space, at: source.offset(of: formula.content.lowerBound))
      for index in formula.content {
        let byte = source.bytes[index]
        line.append(byte == Ascii.newline ? Ascii.space : byte, at: source.offset(of: index))
      }
      line.append(Ascii.space, at: source.offset(of: formula.content.upperBound))
      return
    }
    finishLine()
    Passage.rows(of: content).forEach(use)
  }

  private func formula(at index: Int) -> Formula? {
    switch source.bytes[index] {
    case 0x24:
      if source.has("$$", at: index) { return formula(from: index + 2, closedBy: "$$", isInline: false) }
      return inlineFormula(at: index)
    case Ascii.backslash:
      // A site generator may want the backslash doubled.
      for mark: StaticString in ["\\\\[", "\\["] where source.has(mark, at: index) {
        guard mark.utf8CodeUnitCount == 2 || source.find("\\\\]", from: index) != nil else { continue }
        let close: StaticString = mark.utf8CodeUnitCount == 3 ? "\\\\]" : "\\]"
        return formula(from: index + mark.utf8CodeUnitCount, closedBy: close, isInline: false)
      }
      if source.has("\\\\(", at: index) { return formula(from: index + 3, closedBy: "\\\\)", isInline: true) }
      if source.has("\\(", at: index) { return formula(from: index + 2, closedBy: "\\)", isInline: true) }
      return environment(at: index)
    default: return nil
    }
  }

  private func formula(from start: Int, closedBy close: StaticString, isInline: Bool) -> Formula? {
    guard let end = source.find(close, from: start) else { return nil }
    return Formula(content: start..<end, end: end + close.utf8CodeUnitCount, isInline: isInline)
  }

  private static let environments = [
    "equation", "align", "gather", "multline", "eqnarray", "displaymath", "flalign", "math",
  ]

  private func environment(at index: Int) -> Formula? {
    guard source.has("\\begin{", at: index),
      let close = source.bytes[index...].firstIndex(of: Ascii.closeBrace)
    else { return nil }
    let name = source.text(index + 7..<close)
    guard ProseReader.environments.contains(where: { name == $0 || name == $0 + "*" || name == $0 + "ed" }) else {
      return nil
    }
    var from = close
    while let end = source.find("\\end{", from: from) {
      guard let last = source.bytes[end...].firstIndex(of: Ascii.closeBrace) else { return nil }
      if source.text(end + 5..<last) == name {
        return Formula(content: close + 1..<end, end: last + 1, isInline: false)
      }
      from = last
    }
    return nil
  }

  /// `$…$` in a paragraph. A price is not a formula: `$5 and $6`.
  private func inlineFormula(at index: Int) -> Formula? {
    if index > 0, source.bytes[index - 1] == Ascii.backslash { return nil }
    var end = index + 1
    while end < source.count, source.bytes[end] != 0x24 || source.bytes[end - 1] == Ascii.backslash {
      if source.bytes[end] == Ascii.newline, end + 1 < source.count, source.bytes[end + 1] == Ascii.newline {
        return nil
      }
      end += 1
    }
    guard end < source.count, end > index + 1 else { return nil }
    let content = source.text(index + 1..<end)
    let words = content.split(whereSeparator: \.isWhitespace)
    let isProse =
      words.count > 1 && !content.contains { "\\_^=+".contains($0) }
      && words.contains { $0.count > 2 && $0.allSatisfy(\.isLetter) }
    guard !isProse else { return nil }
    return Formula(content: index + 1..<end, end: end + 1, isInline: true)
  }

  // MARK: Markdown

  /// The index after a mark of Markdown that readers do not see; nil if there is none.
  private func skippedMark(at index: Int) -> Int? {
    let byte = source.bytes[index]
    let next = index + 1 < source.count ? source.bytes[index + 1] : 0
    switch byte {
    case Ascii.closeBracket where next == Ascii.openParenthesis:
      // The address of a link.
      guard let close = source.bytes[index...].prefix(600).firstIndex(of: Ascii.closeParenthesis) else { return nil }
      let address = source.text(index + 2..<close)
      return address.contains { "/#".contains($0) } && !address.contains(" ") ? close + 1 : nil
    case Ascii.star: return isEmphasis(at: index) ? index + (next == Ascii.star ? 2 : 1) : nil
    case UInt8(ascii: "h") where source.has("http://", at: index) || source.has("https://", at: index):
      return source.bytes[index...].firstIndex { isBlankByte($0) || $0 == Ascii.closeParenthesis } ?? source.count
    default: return nil
    }
  }

  /// Whether a backslash makes the next character stand for itself.
  private func isEscape(at index: Int) -> Bool {
    guard source.bytes[index] == Ascii.backslash, index + 1 < source.count else { return false }
    return [Ascii.star, Ascii.underscore, Ascii.hash].contains(source.bytes[index + 1])
  }

  /// Whether a `*` opens or closes emphasis: it touches a word on one side alone.
  private func isEmphasis(at index: Int) -> Bool {
    var first = index
    var last = index + 1
    while first > 0, source.bytes[first - 1] == Ascii.star { first -= 1 }
    while last < source.count, source.bytes[last] == Ascii.star { last += 1 }
    guard last - first <= 3 else { return false }
    let before = first > 0 ? source.bytes[first - 1] : Ascii.space
    let after = last < source.count ? source.bytes[last] : Ascii.space
    let opens = isBlankByte(before) || before == Ascii.openParenthesis || before == Ascii.greater
    let closes =
      isBlankByte(after)
      || [Ascii.comma, Ascii.period, Ascii.colon, Ascii.semicolon, Ascii.closeParenthesis].contains(after)
    guard opens != closes else { return false }
    if opens, isDigit(after) || after == Ascii.period { return last - first == 2 && isBoldNumber(at: last) }
    return opens || !isDigit(before) || last - first > 1
  }

  /// Whether a number follows and then `**`: `**0.01**`.
  private func isBoldNumber(at start: Int) -> Bool {
    guard let close = source.find("**", from: start), close > start else { return false }
    return source.bytes[start..<close].allSatisfy { isDigit($0) || [0x25, 0x2C, 0x2E].contains($0) }
  }

  /// Without a heading's `#`, the `>` of block quotes and the `-`, `*` or `1.` of a list.
  private func withoutListMark(_ line: MappedText) -> MappedText {
    var index = line.trimmed(0..<line.count).lowerBound
    while index < line.count, [Ascii.greater, Ascii.hash].contains(line.bytes[index]) || isBlankByte(line.bytes[index])
    {
      index += 1
    }
    let mark = index
    if index < line.count, [Ascii.star, Ascii.minus, Ascii.plus].contains(line.bytes[index]) {
      index += 1
    } else {
      while index < line.count, isDigit(line.bytes[index]) { index += 1 }
      if index > mark, index < line.count, [Ascii.period, Ascii.closeParenthesis].contains(line.bytes[index]) {
        index += 1
      } else {
        index = mark
      }
    }
    if index > mark, index >= line.count || !isBlankByte(line.bytes[index]) { index = mark }
    return line[index..<line.count]
  }
}
