import Expressions

/// A script or an article, as the steps of a test.
struct TestDocument {
  /// The whole file, at which findings point.
  let source: SourceText
  var steps: [TestStep] = []
  /// Errors of the file as a whole, and of blocks that cannot run.
  var faults: [Fault] = []
  /// What is wrong although everything that runs can run.
  var findings: [Fault] = []

  init(_ source: SourceText) {
    self.source = source
    if source.isArticle { readArticle() } else { readScript() }
    guard let fault = Limits.memoryFault else { return }
    (steps, findings, faults) = ([], [], [fault])
  }

  private mutating func readScript() {
    if let offset = source.invalidUTF8, !source.isBinary {
      faults.append(Fault("not UTF-8 text", at: SourceRange(offset, offset + 1)))
    }
    // Commands on one line share the expected output below it.
    var last = 0
    var lastUnread = 0
    var outputLines: Set<Int> = []
    for (index, parsed) in Parser(.nnsh).commands(of: source).enumerated() {
      if Limits.isReached(at: index) { return }
      guard case .statement(let statement) = parsed else {
        add(parsed)
        if case .unreadable(let command) = parsed {
          lastUnread = source.position(of: command.end).line
          if source.position(of: command.start).line == last, steps.count > 1 { steps[steps.count - 2].expected = nil }
          outputLines.formUnion(expectedOutput(belowLine: lastUnread)?.lines ?? 0..<0)
        }
        continue
      }
      let first = source.position(of: statement.range.lower).line
      if first == last, case .commands(let earlier)? = steps.last?.content {
        steps[steps.count - 1] = TestStep(content: .commands(earlier + [statement]))
      } else {
        steps.append(TestStep(content: .commands([statement])))
      }
      last = source.position(of: statement.range.upper).line
      findOutputBeside(statement, inLine: last)
      let expected = expectedOutput(belowLine: last)
      outputLines.formUnion(expected?.lines ?? 0..<0)
      // A line of which a part cannot run prints something else.
      steps[steps.count - 1].expected = last == lastUnread ? nil : expected
    }
    for command in unreadable {
      let (first, last) = (source.position(of: command.start).line, source.position(of: command.end).line)
      outputLines.formUnion(first...last)
    }
    findStrayOutput(besides: outputLines)
  }

  /// `print 1  #> 1`, which is a comment.
  private mutating func findOutputBeside(_ statement: Statement, inLine number: Int) {
    let end = source.range(ofLine: number).upper
    let rest = source.text(min(statement.range.upper, end), end)
    guard rest.drop(while: { " \t;".contains($0) }).hasPrefix("#>") else { return }
    findings.append(
      Fault(
        "the expected output is not compared", at: SourceRange(end - rest.drop { $0 != "#" }.utf8.count, end),
        label: "put it on the line below", kind: .mismatch))
  }

  /// Expected output that no command is compared with.
  private mutating func findStrayOutput(besides used: Set<Int>) {
    var isStray = false
    let ranges = steps.flatMap { step -> [SourceRange] in
      if case .commands(let statements) = step.content { statements.map(\.range) } else { [] }
    }
    var next = ranges[...]
    for number in 1...source.lineCount {
      if Limits.isReached(at: number) { return }
      let wasStray = isStray
      isStray = !used.contains(number) && isOutput(number)
      guard isStray, !wasStray else { continue }
      let start = source.offset(ofLine: number)
      while let range = next.first, range.upper <= start { next.removeFirst() }
      let isInBlock = next.first.map { $0.lower < start } ?? false
      findings.append(
        Fault(
          "the expected output is not compared", at: source.range(ofLine: number),
          label: isInBlock ? "it is inside a command: put it below the whole of it" : "no command is directly above it",
          kind: .mismatch))
    }
  }

  private func isOutput(_ number: Int) -> Bool {
    source.line(number).drop { $0 == " " || $0 == "\t" }.hasPrefix("#>")
  }

  /// Adds a step of its own.
  mutating func add(_ parsed: ParsedCommand) {
    switch parsed {
    case .statement(let statement): steps.append(TestStep(content: .commands([statement])))
    case .unreadable(let command) where command.fault.range == nil: faults.append(command.fault)
    case .unreadable(let command): steps.append(TestStep(content: .unreadable(command)))
    }
  }

  /// The commands with syntax errors.
  var unreadable: [UnreadableCommand] {
    steps.compactMap { if case .unreadable(let command) = $0.content { command } else { nil } }
  }

  /// The lines after `number` that begin with `#>`.
  private func expectedOutput(belowLine number: Int) -> ExpectedLines? {
    var end = number + 1
    while end <= source.lineCount, isOutput(end) { end += 1 }
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
