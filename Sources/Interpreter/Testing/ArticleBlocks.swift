import Expressions

/// A fenced block of a Markdown article that nnsh runs: ```` ```nn ```` or ```` ```nn check ````.
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
}

extension ArticleBlock {
  /// The nn blocks of an article in order, the faults of fences of an unknown kind, and fences that look meant for nnsh.
  static func blocks(of article: SourceText) -> (blocks: [ArticleBlock], faults: [Fault], findings: [Fault]) {
    var blocks: [ArticleBlock] = []
    var faults: [Fault] = []
    var findings: [Fault] = []
    var number = 1
    let count = article.lineCount
    while number <= count {
      guard let fence = Fence(article.line(number)) else {
        number += 1
        continue
      }
      let first = number + 1
      var end = first
      while end <= count, !fence.isClosed(by: article.line(end)) { end += 1 }
      switch fence.words {
      case ["nn"]: blocks.append(ArticleBlock(kind: .commands, lines: first..<end))
      case ["nn", "check"]: blocks.append(ArticleBlock(kind: .equations, lines: first..<end))
      case let words where words.first == "nn":
        faults.append(
          Fault(
            "unknown kind of nn block '\(words[1])'", at: article.range(ofLine: number), label: "```nn, or ```nn check")
        )
      case let words where words.first.map(looksMeant) ?? false:
        findings.append(
          Fault(
            "the block is not tested: its language is '\(words[0])'", at: article.range(ofLine: number), help: "```nn",
            kind: .mismatch))
      default: break
      }
      number = end + 1
    }
    return (blocks, faults, findings)
  }

  /// Whether a language was probably meant to be `nn`.
  private static func looksMeant(_ language: Substring) -> Bool {
    let name = language.drop { "{.".contains($0) }.prefix { $0.isLetter }.lowercased()
    return ["nn", "nnsh"].contains(name)
  }

  /// The line that opens a fenced block (CommonMark 4.5).
  private struct Fence {
    var mark: Character
    var length: Int
    var words: [Substring]

    init?(_ line: String) {
      let text = line.drop { $0 == " " || $0 == ">" }
      guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
      let run = text.prefix { $0 == mark }
      let info = text.dropFirst(run.count)
      guard run.count >= 3, mark == "~" || !info.contains("`") else { return nil }
      self.mark = mark
      length = run.count
      words = info.split(separator: " ")
    }

    func isClosed(by line: String) -> Bool {
      let text = line.drop { $0 == " " }
      let run = text.prefix { $0 == mark }
      return run.count >= length && text.dropFirst(run.count).allSatisfy { $0 == " " }
    }
  }
}

extension SourceText {
  /// The number of lines, including a last one without a newline.
  var lineCount: Int { position(of: bytes.count).line }

  /// The range of a line, without its newline.
  func range(ofLine number: Int) -> SourceRange {
    let start = offset(ofLine: number)
    return SourceRange(start, start + line(number).utf8.count)
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
