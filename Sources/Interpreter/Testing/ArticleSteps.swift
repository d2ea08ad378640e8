import Expressions

extension TestDocument {
  /// Reads the nn blocks of a Markdown article.
  mutating func readArticle() {
    let (blocks, faults, findings) = ArticleBlock.blocks(of: source)
    self.faults = faults
    self.findings = findings
    let commands = blocks.map { $0.kind == .commands ? self.commands(in: $0) : [] }
    let runnable = source.blanked(outside: commands.flatMap { $0.flatMap(\.ranges) })
    for (block, commands) in zip(blocks, commands) {
      for command in commands { read(command, in: runnable) }
      if block.kind == .equations { readEquations(block) }
    }
  }

  // MARK: Commands

  /// A command, its continuation lines, and the output that the article shows for it.
  private struct Command {
    var ranges: [SourceRange]
    /// nil where the block has no prompts.
    var expected: ExpectedLines?

    var range: SourceRange? {
      guard let first = ranges.first, let last = ranges.last else { return nil }
      return first.union(last)
    }
  }

  private static let prompt = "nn> "
  private static let continuation = "...> "

  /// - Parameter runnable: the article with everything but commands blanked.
  private mutating func read(_ command: Command, in runnable: SourceText) {
    guard let range = command.range else { return }
    let (statements, faults) = Parser(.nnsh).parse(runnable, in: range)
    self.faults += faults
    if let expected = command.expected {
      steps.append(TestStep(content: .commands(statements), expected: expected))
    } else {
      steps += statements.map { TestStep(content: .commands([$0])) }
    }
  }

  private func commands(in block: ArticleBlock) -> [Command] {
    let prompts = block.lines.filter { text(after: TestDocument.prompt, inLine: $0) != nil }
    guard let first = prompts.first else {
      return [Command(ranges: block.lines.map { source.range(ofLine: $0) }, expected: nil)]
    }
    let parser = Parser(.nnsh)
    var commands: [Command] = []
    var number = first
    while number < block.lines.upperBound {
      guard let range = text(after: TestDocument.prompt, inLine: number) else {
        number += 1
        continue
      }
      let margin = String(source.line(number).prefix { $0 == " " })
      var ranges = [range]
      number += 1
      while number < block.lines.upperBound,
        parser.isIncomplete(ranges.map { source.text($0.lower, $0.upper) }.joined(separator: "\n"))
      {
        ranges.append(text(after: TestDocument.continuation, inLine: number) ?? source.range(ofLine: number))
        number += 1
      }
      let start = number
      while number < block.lines.upperBound, text(after: TestDocument.prompt, inLine: number) == nil { number += 1 }
      var end = number
      while end > start, source.line(end - 1).allSatisfy(\.isWhitespace) { end -= 1 }
      commands.append(Command(ranges: ranges, expected: ExpectedLines(lines: start..<end, margin: margin)))
    }
    return commands
  }

  /// What follows the prompt on a line; nil if the line has none.
  private func text(after prompt: String, inLine number: Int) -> SourceRange? {
    let line = source.range(ofLine: number)
    let text = source.line(number)
    let indent = text.prefix { $0 == " " }.count
    let bare = String(prompt.dropLast())
    guard text.dropFirst(indent).hasPrefix(prompt) || text.dropFirst(indent) == bare else { return nil }
    return SourceRange(min(line.lower + indent + prompt.utf8.count, line.upper), line.upper)
  }

  // MARK: Equations

  private mutating func readEquations(_ block: ArticleBlock) {
    var isInComment = false
    for number in block.lines {
      var range = source.range(ofLine: number)
      let text = source.line(number)
      let trimmed = text.drop { $0 == " " || $0 == "\t" }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !text.contains("*/")
        continue
      }
      range.lower += text.utf8.count - trimmed.utf8.count
      if trimmed.hasPrefix("check ") { range.lower += "check ".utf8.count }
      let isWrong = trimmed.isMarkedWrong
      if source.text(range.lower, range.upper).hasPrefix("wrong ") { range.lower += "wrong ".utf8.count }
      steps.append(TestStep(content: .equations(range, isWrong: isWrong)))
    }
  }
}

extension Substring {
  /// `wrong …` or `… # wrong`.
  fileprivate var isMarkedWrong: Bool {
    if hasPrefix("wrong "), !dropFirst(6).drop(while: { $0 == " " }).hasPrefix("=") { return true }
    guard let mark = lastIndex(of: "#") else { return false }
    return self[index(after: mark)...].drop { $0 == " " }.hasPrefix("wrong")
  }
}
