import Expressions

extension TestDocument {
  /// Reads the nn blocks of a Markdown article.
  mutating func readArticle() -> [TestStep] {
    if let offset = source.invalidUTF8 {
      faults = [Fault("not UTF-8 text", at: SourceRange(offset, offset + 1))]
      return []
    }
    let reader = ArticleBlockReader(source)
    let blocks = reader.blocks
    faults = reader.faults
    findings = reader.findings
    var commands: [[Command]] = []
    for block in blocks { commands.append(block.kind == .commands ? self.commands(in: block) : []) }
    let runnable = source.blanked(outside: commands.flatMap { $0.flatMap(\.ranges) })
    var steps: [TestStep] = []
    for (block, commands) in zip(blocks, commands) {
      for command in commands { steps += self.steps(of: command, in: runnable) }
      if block.kind == .equations { steps += equations(in: block) }
    }
    return steps
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
  private mutating func steps(of command: Command, in runnable: SourceText) -> [TestStep] {
    guard let range = command.range else { return [] }
    let parsed = Parser(.nnsh).commands(of: runnable, in: range)
    let statements = parsed.compactMap { if case .statement(let statement) = $0 { statement } else { nil } }
    if let expected = command.expected, statements.count == parsed.count {
      return [TestStep(.commands(statements), expected: expected)]
    }
    return parsed.compactMap { parsed in
      guard case .unreadable(let command) = parsed, command.fault.range == nil else { return TestStep(of: parsed) }
      faults.append(command.fault)
      return nil
    }
  }

  private mutating func commands(in block: ArticleBlock) -> [Command] {
    let prompts = block.lines.filter { text(after: TestDocument.prompt, inLine: $0, of: block) != nil }
    guard let first = prompts.first else {
      if let near = block.lines.first(where: { TestDocument.isNearPrompt(line($0, of: block)) }) {
        faults.append(
          Fault("unknown prompt", at: source.range(ofLine: near, in: block), help: "nn> COMMAND"))
        return []
      }
      return [Command(ranges: block.lines.map { source.range(ofLine: $0, in: block) }, expected: nil)]
    }
    if let stray = (block.lines.lowerBound..<first).first(where: { !line($0, of: block).allSatisfy(\.isWhitespace) }) {
      findings.append(
        Fault(
          "the line is not tested: it is before the first prompt", at: source.range(ofLine: stray, in: block),
          help: "nn> COMMAND", kind: .mismatch))
    }
    let parser = Parser(.nnsh)
    var commands: [Command] = []
    var number = first
    while number < block.lines.upperBound {
      guard let range = text(after: TestDocument.prompt, inLine: number, of: block) else {
        number += 1
        continue
      }
      let line = source.range(ofLine: number)
      let margin = source.text(line.lower, max(line.lower, range.lower - TestDocument.prompt.utf8.count))
      var ranges = [range]
      number += 1
      while number < block.lines.upperBound {
        if let range = text(after: TestDocument.continuation, inLine: number, of: block) {
          ranges.append(range)
        } else if parser.isIncomplete(ranges.map { source.text($0.lower, $0.upper) }.joined(separator: "\n")) {
          ranges.append(source.range(ofLine: number, in: block))
        } else {
          break
        }
        number += 1
      }
      let start = number
      while number < block.lines.upperBound, text(after: TestDocument.prompt, inLine: number, of: block) == nil {
        number += 1
      }
      var end = number
      while end > start, self.line(end - 1, of: block).allSatisfy(\.isWhitespace) { end -= 1 }
      commands.append(Command(ranges: ranges, expected: ExpectedLines(lines: start..<end, margin: margin)))
    }
    return commands
  }

  /// Whether a line begins with what was probably meant to be the prompt: `nn>print 1`, `nnsh> print 1`, `$ nn> …`.
  private static func isNearPrompt(_ line: String) -> Bool {
    let text = line.drop { " \t$".contains($0) }
    return ["nn>", "nnsh>", "NN>"].contains(where: text.hasPrefix)
  }

  /// A line of a block, without block quotes.
  private func line(_ number: Int, of block: ArticleBlock) -> String {
    let range = source.range(ofLine: number, in: block)
    return source.text(range.lower, range.upper)
  }

  /// What follows the prompt on a line; nil if the line has none.
  private func text(after prompt: String, inLine number: Int, of block: ArticleBlock) -> SourceRange? {
    let line = source.range(ofLine: number, in: block)
    let text = source.text(line.lower, line.upper)
    let indent = text.prefix { $0 == " " }.count
    let bare = String(prompt.dropLast())
    guard text.dropFirst(indent).hasPrefix(prompt) || text.dropFirst(indent) == bare else { return nil }
    return SourceRange(min(line.lower + indent + prompt.utf8.count, line.upper), line.upper)
  }

  // MARK: Equations

  private func equations(in block: ArticleBlock) -> [TestStep] {
    var steps: [TestStep] = []
    var isInComment = false
    var next = block.lines.lowerBound
    while next < block.lines.upperBound {
      let number = next
      next += 1
      var range = source.range(ofLine: number, in: block)
      let text = source.text(range.lower, range.upper)
      let trimmed = text.drop { $0 == " " || $0 == "\t" }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !text.contains("*/")
        continue
      }
      range.lower += text.utf8.count - trimmed.utf8.count
      if trimmed.hasPrefix("check ") { range.lower += "check ".utf8.count }
      let isWrong = trimmed.isMarkedWrong
      if source.text(range.lower, range.upper).hasPrefix("wrong ") { range.lower += "wrong ".utf8.count }
      // Lines that start with `=` continue the equation.
      while block.quotes == 0, next < block.lines.upperBound, continuesEquation(line(next, of: block)) {
        range.upper = source.range(ofLine: next).upper
        next += 1
      }
      steps.append(TestStep(.equations(range, isWrong: isWrong)))
    }
    return steps
  }

  private func continuesEquation(_ line: String) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return (text.hasPrefix("=") && !text.hasPrefix("==")) || text.hasPrefix("≈")
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
