import Expressions

/// Finds the nn blocks of an article, and what looks meant for nnsh without being tested.
///
/// The block after `<!-- nn: skip -->` is left out.
struct ArticleBlockReader {
  private(set) var blocks: [ArticleBlock] = []
  /// Blocks that cannot run.
  private(set) var faults: [Fault] = []
  /// What would pass in silence.
  private(set) var findings: [Fault] = []
  private let article: SourceText
  /// The line of a mark that leaves out the next block.
  private var skipMark: Int?
  /// Whether the lines since the last empty one belong to commands outside of blocks.
  private var isInStrayCommands = false

  init(_ article: SourceText) {
    self.article = article
    var number = 1
    while number <= article.lineCount, !Limits.isReached {
      let line = article.line(number)
      readComment(line, number)
      if let opening = ArticleFence(line) {
        number = read(opening, number)
      } else {
        findStrayCommand(line, number)
        number += 1
      }
    }
    if let skipMark { addUnusedMark(skipMark) }
  }

  private mutating func addUnusedMark(_ number: Int) {
    add(finding: "no block to skip follows", number, label: nil, help: nil)
  }

  private mutating func add(finding message: String, _ number: Int, label: String? = nil, help: String? = "```nn") {
    findings.append(Fault(message, at: article.range(ofLine: number), label: label, help: help, kind: .mismatch))
  }

  // MARK: Blocks

  /// - Returns: the number of the line to go on with.
  private mutating func read(_ opening: ArticleFence, _ number: Int) -> Int {
    let first = number + 1
    let isSkipped = skipMark != nil && opening.isFence
    let isOurs = opening.words.first == "nn"
    var end = first
    var fence: Int?
    while end <= article.lineCount, !opening.isClosed(by: article.line(end)) {
      if !isSkipped, isOurs ? opening.isInterrupted(by: article.line(end)) : beginsOther(opening, article.line(end)) {
        fence = end
        break
      }
      end += 1
    }
    let next = opening.endsBefore(end, in: article) ? end : end + 1
    if isSkipped {
      skipMark = nil
      return next
    }
    guard isOurs else { return readForeign(opening, number, first..<end, fence, next) }
    // Commands and equations have no fences: the end of the block is missing.
    if let fence {
      faults.append(
        Fault(
          "the block is never closed", at: article.range(ofLine: number), label: "line \(fence) begins another one"))
      return ArticleFence(article.line(fence))?.words.isEmpty == false ? fence : fence + 1
    }
    switch opening.words {
    case ["nn"]: blocks.append(ArticleBlock(kind: .commands, lines: first..<end, quotes: opening.quotes))
    case ["nn", "check"]: blocks.append(ArticleBlock(kind: .equations, lines: first..<end, quotes: opening.quotes))
    default:
      let kind = opening.words.dropFirst().joined(separator: " ")
      faults.append(
        Fault("unknown kind of nn block '\(kind)'", at: article.range(ofLine: number), label: "```nn, or ```nn check"))
    }
    return next
  }

  /// Whether a line begins a block for nnsh inside one in another language, of which the end is missing then.
  private func beginsOther(_ opening: ArticleFence, _ line: String) -> Bool {
    guard !opening.looksMeant, let fence = ArticleFence(line), opening.wouldBeClosed(by: fence) else { return false }
    return fence.words.first == "nn" || fence.looksMeant
  }

  /// A block in another language, or in none.
  private mutating func readForeign(
    _ opening: ArticleFence, _ number: Int, _ lines: Range<Int>, _ inner: Int?, _ next: Int
  ) -> Int {
    if opening.looksMeant {
      add(finding: "the block is not tested: its language is '\(opening.language)'", number)
      return next
    }
    if let inner {
      add(finding: "the block is never closed", number, label: "line \(inner) begins another one", help: nil)
      return inner
    }
    if lines.contains(where: { ArticleFence.isCommand(article.line($0)) }) {
      let reason = opening.language.isEmpty ? "it has no language" : "its language is '\(opening.language)'"
      add(finding: "the block has commands, but is not tested: \(reason)", number)
    }
    return next
  }

  // MARK: Between the blocks

  /// A comment on a line of its own.
  private mutating func readComment(_ line: String, _ number: Int) {
    let text = line.trimmingBlanks
    guard text.hasPrefix("<!--"), text.hasSuffix("-->") else { return }
    let words = text.dropFirst(4).dropLast(3).split(separator: " ")
    guard let first = words.first else { return }
    switch words {
    case ["nn:", "skip"]:
      if let skipMark { addUnusedMark(skipMark) }
      skipMark = number
    case _ where first == "nnsh:" && words.count > 2 && words[1] == "read": break
    case _ where ["nn:", "nnsh:"].contains(where: first.lowercased().hasPrefix):
      add(finding: "unknown mark '\(words.joined(separator: " "))'", number, help: "<!-- nn: skip -->")
    case _ where first == "nn" && words.count > 1:
      faults.append(
        Fault(
          "a hidden block has its commands on lines of their own", at: article.range(ofLine: number), help: "<!-- nn"))
    default: break
    }
  }

  private mutating func findStrayCommand(_ line: String, _ number: Int) {
    if line.allSatisfy(\.isWhitespace) { isInStrayCommands = false }
    guard ArticleFence.isCommand(line), !isInStrayCommands else { return }
    isInStrayCommands = true
    add(finding: "the command is not tested: it is in no nn block", number)
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
