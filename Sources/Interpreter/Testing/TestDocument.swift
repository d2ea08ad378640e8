import Expressions

/// A script or an article, as the steps of a test.
///
/// A script is read step by step: a long one needs no memory for its commands.
struct TestDocument {
  /// The whole file, at which findings point.
  let source: SourceText
  /// Errors of the file as a whole, and of blocks that cannot run; complete after the last step.
  var faults: [Fault] = []
  /// What is wrong although everything that runs can run; complete after the last step.
  var findings: [Fault] = []
  /// The steps that have been read, last first.
  private var steps: [TestStep] = []
  /// nil for an article, and after the last command of a script.
  private var reader: StatementReader?
  private var unreadableCount = 0
  private var strayOutput: StrayOutput

  init(_ source: SourceText) {
    self.source = source
    strayOutput = StrayOutput(source)
    if source.isArticle {
      steps = readArticle().reversed()
    } else if source.isBinary {
      faults = Parser(.nnsh).faults(in: source)
    } else {
      if let offset = source.invalidUTF8 { faults.append(Fault("not UTF-8 text", at: SourceRange(offset, offset + 1))) }
      reader = StatementReader(source, commands: .nnsh, abbreviations: false)
    }
    requireMemory()
  }

  /// Ends the document if there is too little memory.
  private mutating func requireMemory() {
    guard let fault = Limits.memoryFault else { return }
    (steps, findings, faults, reader) = ([], [], [fault], nil)
  }

  /// Whether all steps have been taken.
  var isAtEnd: Bool { steps.isEmpty && reader?.nextStart == nil }

  /// The next step; nil at the end.
  mutating func next() -> TestStep? {
    if steps.isEmpty, reader != nil { readLine() }
    return steps.popLast()
  }

  // MARK: Scripts

  /// Reads the next command and those that begin where it ends, which share the expected output below them.
  private mutating func readLine() {
    var line: [ParsedCommand] = []
    while unreadableCount < Parser.maxFaults {
      do throws(Fault) {
        guard let statement = try reader?.next(keepingExpressions: !line.isEmpty) else { break }
        line.append(.statement(statement))
      } catch {
        unreadableCount += 1
        if let command = reader?.skip(error) { line.append(.unreadable(command)) }
      }
      guard let end = line.last?.range.upper, let next = reader?.nextStart,
        !source.bytes[end..<next].contains(Ascii.newline)
      else { break }
    }
    guard let last = line.last else {
      reader = nil
      strayOutput.pass([], source.lineCount + 1..<source.lineCount + 1)
      findings += strayOutput.findings
      return
    }
    let end = source.position(of: last.range.upper).line
    let expected = expectedOutput(belowLine: end)
    strayOutput.pass(line, expected?.lines ?? end + 1..<end + 1)
    var steps: [TestStep] = []
    for parsed in line {
      if case .statement(let statement) = parsed { findOutputBeside(statement) }
      if case .statement(let statement) = parsed, case .commands(let earlier)? = steps.last?.content {
        steps[steps.count - 1] = TestStep(.commands(earlier + [statement]))
      } else {
        steps.append(TestStep(of: parsed))
      }
    }
    // A line of which a part cannot run prints something else.
    let isWhole = !line.contains { parsed in
      if case .unreadable(let command) = parsed { source.position(of: command.end).line == end } else { false }
    }
    if case .commands? = steps.last?.content, isWhole { steps[steps.count - 1].expected = expected }
    self.steps = steps.reversed()
    requireMemory()
  }

  /// `print 1  #> 1`, which is a comment.
  private mutating func findOutputBeside(_ statement: Statement) {
    let end = source.range(ofLine: source.position(of: statement.range.upper).line).upper
    let rest = source.text(min(statement.range.upper, end), end)
    guard rest.drop(while: { " \t;".contains($0) }).hasPrefix("#>") else { return }
    findings.append(
      Fault(
        "the expected output is not compared", at: SourceRange(end - rest.drop { $0 != "#" }.utf8.count, end),
        label: "put it on the line below", kind: .mismatch))
  }

  /// The lines after `number` that begin with `#>`.
  private func expectedOutput(belowLine number: Int) -> ExpectedLines? {
    var end = number + 1
    while end <= source.lineCount, source.isExpectedOutput(end) { end += 1 }
    guard end > number + 1 else { return nil }
    let text = source.line(number + 1)
    let indent = text.prefix { $0 == " " || $0 == "\t" }
    return ExpectedLines(lines: number + 1..<end, margin: indent + "#> ")
  }
}

extension SourceText {
  /// Whether the name is that of a Markdown file.
  package var isArticle: Bool { name.hasSuffix(".md") }
}
