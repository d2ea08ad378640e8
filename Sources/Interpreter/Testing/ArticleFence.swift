/// The line that opens a fenced block of Markdown (CommonMark 4.5) or a hidden one.
struct ArticleFence {
  private var mark: Character
  private var length: Int
  /// The words after the fence; `{.nn .check}` and `{nn check}` are `nn check` too.
  var words: [Substring]
  /// The first word as written.
  var language: Substring
  /// The block quotes around it.
  var quotes: Int
  /// Whether it is not a comment.
  var isFence: Bool { mark != "-" }

  init?(_ line: String) {
    quotes = line.prefix { $0 == " " || $0 == ">" }.count { $0 == ">" }
    let text = line.drop { $0 == " " || $0 == ">" }
    if text.hasPrefix("<!--"), !text.contains("-->") {
      mark = "-"
      length = 3
      words = text.dropFirst(4).split(separator: " ")
      language = words.first ?? ""
      guard words.first == "nn" || looksMeant else { return nil }
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

  /// Whether a line begins or ends a fenced block; a shorter fence is text of this one (CommonMark 4.5).
  func isInterrupted(by line: String) -> Bool {
    guard let other = ArticleFence(line), other.isFence else { return false }
    return other.mark != mark || other.length >= length
  }

  /// Whether a line has the prompt before a command.
  static func isCommand(_ line: String) -> Bool { line.drop { $0 == " " || $0 == "\t" || $0 == ">" }.hasPrefix("nn> ") }

  /// Whether the block was probably meant to be tested, although its language is not `nn`.
  var looksMeant: Bool {
    guard let first = words.first, first != "nn" else { return false }
    return ["nn", "nnsh"].contains(first.prefix { $0.isLetter }.lowercased()) || words == ["n", "n"]
      || isFence && (words == ["check"] || words.count == 2 && words[1] == "check")
  }

  /// Whether the other fence is one that could close this block, but for the words after it.
  func wouldBeClosed(by other: ArticleFence) -> Bool {
    isFence && mark == other.mark && other.length >= length && quotes == other.quotes
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
