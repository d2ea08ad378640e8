import Expressions

/// A block of a Markdown article that nnsh runs: a ```` ```nn ```` or ```` ```nn check ```` fence, or a comment that
/// starts with `<!-- nn`, which readers do not see.
struct ArticleBlock {
  enum Kind {
    /// Each line is a command; with `nn> ` prompts the lines between them are expected output.
    case commands
    /// Each line is an equation to check.
    case equations
  }

  var kind: Kind
  /// The lines of the block, without the fences, counted from 1.
  var lines: Range<Int>
  /// The block quotes around it: how many `>` precede each line.
  var quotes = 0
}

extension ArticleBlock {
  /// The nn blocks of an article in order, the faults of blocks of an unknown kind, and fences that look meant for nnsh.
  ///
  /// The block after `<!-- nn: skip -->` is left out.
  static func blocks(of article: SourceText) -> (blocks: [ArticleBlock], faults: [Fault], findings: [Fault]) {
    var blocks: [ArticleBlock] = []
    var faults: [Fault] = []
    var findings: [Fault] = []
    var number = 1
    var isSkipped = false
    let count = article.lineCount
    while number <= count {
      let line = article.line(number)
      if line.trimmingBlanks == "<!-- nn: skip -->" { isSkipped = true }
      guard let opening = Opening(line) else {
        number += 1
        continue
      }
      let first = number + 1
      var end = first
      while end <= count, !opening.isClosed(by: article.line(end)) { end += 1 }
      switch opening.words {
      case _ where isSkipped && opening.isFence: isSkipped = false
      case ["nn"]: blocks.append(ArticleBlock(kind: .commands, lines: first..<end, quotes: opening.quotes))
      case ["nn", "check"]: blocks.append(ArticleBlock(kind: .equations, lines: first..<end, quotes: opening.quotes))
      case let words where words.first == "nn":
        faults.append(
          Fault(
            "unknown kind of nn block '\(words[1])'", at: article.range(ofLine: number), label: "```nn, or ```nn check")
        )
      case let words where words.first.map(looksMeant) ?? false:
        findings.append(
          Fault(
            "the block is not tested: its language is '\(opening.language)'", at: article.range(ofLine: number),
            help: "```nn", kind: .mismatch))
      default: break
      }
      number = opening.endsBefore(end, in: article) ? end : end + 1
    }
    return (blocks, faults, findings)
  }

  /// Whether a language was probably meant to be `nn`.
  private static func looksMeant(_ language: Substring) -> Bool {
    ["nn", "nnsh"].contains(language.prefix { $0.isLetter }.lowercased())
  }

  /// The line that opens a fenced block (CommonMark 4.5) or a hidden one.
  private struct Opening {
    private var mark: Character
    private var length: Int
    /// The words after the fence; `{.nn .check}` and `{nn check}` are `nn check` too.
    var words: [Substring]
    /// The first word as written.
    var language: Substring
    var quotes: Int
    var isFence: Bool { mark != "-" }

    init?(_ line: String) {
      quotes = line.prefix { $0 == " " || $0 == ">" }.count { $0 == ">" }
      let text = line.drop { $0 == " " || $0 == ">" }
      if text.hasPrefix("<!--"), !text.contains("-->") {
        mark = "-"
        length = 3
        words = text.dropFirst(4).split(separator: " ")
        language = words.first ?? ""
        guard words.first == "nn" else { return nil }
        return
      }
      guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
      let run = text.prefix { $0 == mark }
      let info = text.dropFirst(run.count)
      guard run.count >= 3, mark == "~" || !info.contains("`") else { return nil }
      self.mark = mark
      length = run.count
      language = info.split(separator: " ").first ?? ""
      words = info.split { " {}".contains($0) }.map { $0.hasPrefix(".") ? $0.dropFirst() : $0 }
    }

    func isClosed(by line: String) -> Bool {
      guard isFence else { return line.contains("-->") }
      if hasLeftQuote(line) { return true }
      let text = line.drop { $0 == " " || (quotes > 0 && $0 == ">") }
      let run = text.prefix { $0 == mark }
      return run.count >= length && text.dropFirst(run.count).allSatisfy { $0 == " " }
    }

    /// Whether the line that ended the block is outside its block quote, and may open another one.
    func endsBefore(_ number: Int, in article: SourceText) -> Bool {
      isFence && number <= article.lineCount && hasLeftQuote(article.line(number))
    }

    private func hasLeftQuote(_ line: String) -> Bool { quotes > 0 && line.first { $0 != " " } != ">" }
  }
}

extension SourceText {
  package var allLines: [String] { (1...lineCount).map(line) }

  /// The number of lines, including a last one without a newline.
  var lineCount: Int { position(of: bytes.count).line }

  /// The range of a line, without its newline.
  func range(ofLine number: Int) -> SourceRange {
    let start = offset(ofLine: number)
    var end = number < lineCount ? offset(ofLine: number + 1) - 1 : bytes.count
    if end > start, bytes[end - 1] == Ascii.carriageReturn { end -= 1 }
    return SourceRange(start, end)
  }

  /// The range of a line of a block, without the marks of the block quotes around it.
  func range(ofLine number: Int, in block: ArticleBlock) -> SourceRange {
    var range = range(ofLine: number)
    for _ in 0..<block.quotes {
      var start = range.lower
      while start < range.upper, bytes[start] == Ascii.space { start += 1 }
      guard start < range.upper, bytes[start] == Ascii.greater else { return range }
      range.lower = start + 1
      if range.lower < range.upper, bytes[range.lower] == Ascii.space { range.lower += 1 }
    }
    return range
  }

  /// The offset of the first byte that is not UTF-8; nil if all of it is.
  var invalidUTF8: Int? {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var offset = 0
    while true {
      switch parser.parseScalar(from: &rest) {
      case .valid(let scalar): offset += scalar.count
      case .emptyInput: return nil
      case .error: return offset
      }
    }
  }

  /// The same source with everything outside the ranges replaced by blanks, so that positions stay the same.
  func blanked(outside ranges: [SourceRange]) -> SourceText {
    var result = [UInt8](repeating: Ascii.space, count: bytes.count)
    for (offset, byte) in bytes.enumerated() where byte == Ascii.newline { result[offset] = byte }
    for range in ranges {
      for offset in range.lower..<range.upper { result[offset] = bytes[offset] }
    }
    return SourceText(name: name, bytes: result)
  }
}

extension String {
  fileprivate var trimmingBlanks: Substring {
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
