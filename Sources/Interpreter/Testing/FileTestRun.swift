import Expressions
import WorkedExamples

/// Runs the steps of one test.
final class FileTestRun {
  let interpreter: Interpreter
  private var document: TestDocument
  private let options: FileTest.Options
  /// In seconds.
  private let timeout: Double?
  private let clock = Stopwatch()
  private let collected = Collected()
  private var cases: [TestCase] = []
  /// Of the cases that are not kept.
  private var others = TestCounts()
  /// What is wrong below a prompt without a command.
  private var findings: [TestFinding] = []
  private var output: [String] = []
  private var skipReason: String?
  /// Lines of expected output and their replacements, in order.
  private var replacements: [(lines: Range<Int>, text: [String])] = []
  private var source: SourceText { document.source }

  private final class Collected { var bytes: [UInt8] = [] }

  init(
    _ source: SourceText, files: any FileAccess, options: FileTest.Options,
    isInterrupted: @escaping @Sendable () -> Bool
  ) {
    document = TestDocument(source)
    self.options = options
    timeout = options.timeout ?? options.bounds.map { Double($0.seconds) }
    var session = Interpreter.Options()
    session.bounds = options.bounds
    let (collected, clock, timeout) = (collected, clock, timeout)
    let isOver: @Sendable () -> Bool =
      if let timeout = timeout { { isInterrupted() || clock.seconds > timeout } } else { isInterrupted }
    interpreter = Interpreter(
      .nnsh, output: Output { collected.bytes += $0 }, files: files, options: session, isInterrupted: isOver)
  }

  private var isTimedOut: Bool { timeout.map { clock.seconds > $0 } ?? false }

  /// Fills in the results.
  ///
  /// - Throws: `Interrupted`.
  func run(_ test: inout FileTest) throws {
    try runSteps()
    test.cases = cases
    test.others = others
    test.findings = (document.faults + document.findings).map { TestFinding(diagnostic: Diagnostic($0, in: source)) }
    test.findings += findings
    if cases.isEmpty, others.isEmpty, test.findings.isEmpty {
      test.isEmpty = true
      test.findings = [TestFinding(diagnostic: Diagnostic(nothingToRun, in: source))]
    }
    test.skipReason = skipReason
    test.updated = updated
    test.output = output
    test.seconds = clock.seconds
  }

  private var nothingToRun: Fault {
    source.isArticle
      ? Fault("nothing to test: no block of commands or equations", help: "```nn, or ```nn check", kind: .mismatch)
      : Fault("nothing to test: no commands", kind: .mismatch)
  }

  private func runSteps() throws {
    var stop: String?
    while let step = document.next() {
      let first = cases.count
      defer { countCases(from: first) }
      switch step.content {
      case .commands(let statements):
        cases += statements.map { newCase($0.command is CheckCommand ? .equation : .command, $0.range) }
      case .unreadable(let command):
        cases.append(newCase(.command, SourceRange(command.start, command.end)))
        cases[first].fail(TestFinding(diagnostic: Diagnostic(command.fault, in: source)))
        if command.isNeeded, stop == nil { stop = FileTestRun.failed }
        continue
      case .equations: break
      }
      if let stop {
        if case .equations(let range, _) = step.content, holdsEquation(range) {
          cases.append(newCase(.equation, range))
        }
        for index in first..<cases.count { cases[index].status = .skipped(reason: stop) }
        continue
      }
      do {
        switch step.content {
        case .commands(let statements):
          if try !run(statements, from: first, of: step, isLast: document.isAtEnd) { stop = FileTestRun.failed }
        case .equations(let range, let isWrong): try check(range, isWrong: isWrong)
        case .unreadable: break
        }
      } catch let skip as Skip {
        stop = skip.reason
        skipReason = skip.reason
      } catch is Quit {
        stop = FileTestRun.quit
      } catch is Interrupted where isTimedOut {
        stop = "timed out before it"
      }
    }
  }

  /// Keeps no more than the numbers of the cases of a step without findings, unless all are to be kept.
  private func countCases(from first: Int) {
    guard !options.keepsAll else { return }
    let new = cases[first...]
    cases.removeSubrange(first...)
    for item in new { if item.findings.isEmpty { others.add(item) } else { cases.append(item) } }
  }

  private static let failed = "a command before it failed"
  private static let quit = "quit before it"

  private func skip(after index: Int, because reason: String) {
    for later in cases.indices.suffix(from: index + 1) { cases[later].status = .skipped(reason: reason) }
  }

  private func newCase(_ kind: TestCase.Kind, _ range: SourceRange) -> TestCase {
    let text = source.text(range.lower, range.upper).drop { $0 == " " }
    return TestCase(kind: kind, name: String(text.prefix { $0 != "\n" }), line: source.position(of: range.lower).line)
  }

  // MARK: Commands

  /// - Returns: false if a command failed that later ones may depend on.
  private func run(_ statements: [Statement], from first: Int, of step: TestStep, isLast: Bool) throws -> Bool {
    var isShown = false
    var hasFailed = false
    for (offset, statement) in statements.enumerated() {
      let index = first + offset
      let start = clock.seconds
      let lines = interpreter.session.audit.count
      defer {
        cases[index].seconds = clock.seconds - start
        cases[index].hasGap = interpreter.session.audit.hasGap(after: lines)
      }
      do {
        let found = try interpreter.run(statement, of: source)
        guard let diagnostic = found.first else { continue }
        if let shown = ShownError(step.expected, diagnostic, of: statements, in: source) {
          isShown = true
          if let fault = shown.fault { cases[index].fail(TestFinding(diagnostic: Diagnostic(fault, in: source))) }
          continue
        }
        for diagnostic in found { cases[index].fail(TestFinding(diagnostic: diagnostic)) }
        hasFailed = hasFailed || diagnostic.fault.kind != .mismatch
        guard diagnostic.fault.kind == .mismatch || !type(of: statement.command).isNeeded else {
          skip(after: index, because: FileTestRun.failed)
          _ = takePrinted()
          return false
        }
      } catch let quit as Quit {
        // A loop that it ends may have had more to run.
        let isPlain = statement.command is QuitCommand || statement.command is IfCommand
        let isEnd = isLast && offset == statements.count - 1 && isPlain
        if let fault = fault(of: quit, at: statement.range, isEnd: isEnd) {
          cases[index].fail(TestFinding(diagnostic: Diagnostic(fault, in: source)))
        }
        skip(after: index, because: FileTestRun.quit)
        throw quit
      } catch let skip as Skip {
        self.skip(after: index, because: skip.reason)
        throw skip
      } catch is Interrupted where isTimedOut {
        try timeOut(at: statement.range, case: index)
      }
    }
    let printed = takePrinted()
    if let expected = step.expected {
      // A command that failed prints something else.
      if !isShown, !hasFailed { compare(expected, printed, case: statements.isEmpty ? nil : cases.count - 1) }
    } else {
      keep(printed)
    }
    return true
  }

  private func fault(of quit: Quit, at range: SourceRange, isEnd: Bool) -> Fault? {
    if let code = quit.code, code != 0 { return Fault("quit with exit code \(code)", at: range) }
    guard !isEnd else { return nil }
    return Fault(
      "quit before the end of the file", at: range, label: "the commands after it never run",
      help: "skip \"REASON\" ends a test", kind: .mismatch)
  }

  private func keep(_ printed: [String]) { if options.keepsAll { output += printed } }

  /// The lines printed since the last call.
  private func takePrinted() -> [String] {
    interpreter.output.flush()
    defer { collected.bytes = [] }
    return printedLines(collected.bytes)
  }

  // MARK: Output

  /// A finding of a case, or of the file.
  private func add(_ diagnostic: Diagnostic, case index: Int?, difference: [String] = []) {
    let finding = TestFinding(diagnostic: diagnostic, difference: difference)
    if let index { cases[index].fail(finding) } else { findings.append(finding) }
  }

  private func compare(_ expected: ExpectedLines, _ printed: [String], case index: Int?) {
    let texts = expected.texts(in: source)
    for (offset, text) in texts.enumerated() {
      guard let reason = OutputPattern(text).invalidity else { continue }
      let range = source.range(ofLine: expected.lines.lowerBound + offset)
      add(Diagnostic(Fault("invalid regular expression", at: range, label: reason), in: source), case: index)
      return
    }
    guard let difference = OutputDifference(expected: texts, printed: printed) else { return }
    let first = difference.firstLine
    let isMissing = first >= texts.count
    let actual = difference.firstPrinted
    // Where no output is shown, the finding points at the command.
    let shown = min(expected.lines.lowerBound + first, expected.lines.upperBound - 1)
    let number = texts.isEmpty ? index.map { cases[$0].line } ?? shown : shown
    var range = source.range(ofLine: number)
    if !isMissing {
      let margin = source.line(number).utf8.count - texts[first].utf8.count
      let common = zip(texts[first].utf8, (actual ?? "").utf8).prefix { $0 == $1 }.count
      range.lower = min(range.lower + max(0, margin) + common, range.upper)
    }
    let message =
      texts.isEmpty
      ? "the output of the command is not shown"
      : isMissing ? "the command prints more than is shown" : "the output differs"
    let fault = Fault(
      message, at: range,
      label: actual.map { $0.isEmpty ? "it prints an empty line" : "it prints: \($0)" } ?? "it prints nothing more",
      help: texts.isEmpty ? "… on a line of its own stands for any output" : nil, kind: .mismatch)
    add(
      Diagnostic(fault, in: source), case: index,
      difference: ["--- expected", "+++ printed"] + difference.unified(from: expected.lines.lowerBound))
    replacements.append(
      (
        expected.lines,
        difference.updated.map { line in
          let text = expected.margin + line
          return String(text.reversed().drop { $0 == " " }.reversed())
        }
      ))
  }

  private var updated: [UInt8]? {
    guard !replacements.isEmpty else { return nil }
    let start = source.offset(ofLine: 1)
    var lines = source.bytes[start...].split(separator: Ascii.newline, omittingEmptySubsequences: false).map(Array.init)
    let ending = lines[0].last == Ascii.carriageReturn ? [Ascii.carriageReturn] : []
    for (range, text) in replacements.reversed() {
      lines.replaceSubrange(range.lowerBound - 1..<range.upperBound - 1, with: text.map { Array($0.utf8) + ending })
    }
    return source.bytes[..<start] + Array(lines.joined(separator: [Ascii.newline]))
  }

  private func timeOut(at range: SourceRange, case index: Int) throws -> Never {
    let fault =
      if let timeout = options.timeout {
        Fault("timed out after \(shortest(timeout)) s", at: range, kind: .timeout)
      } else {
        Fault("stopped after \(shortest(timeout ?? 0)) seconds, the limit of --safe", at: range)
      }
    cases[index].fail(TestFinding(diagnostic: Diagnostic(fault, in: source)))
    throw Interrupted()
  }

  // MARK: Equations

  private func check(_ range: SourceRange, isWrong: Bool) throws {
    let first = cases.count
    var cursor = Cursor(source.bytes, from: range.lower, to: range.upper, dialect: .article)
    // The newlines of an equation on several lines are blanks.
    if source.bytes[range.lower..<range.upper].contains(Ascii.newline) { cursor.depth = 1 }
    do throws(Fault) {
      while let line = try CheckLine.read(&cursor) {
        cases.append(newCase(.equation, line.range))
        let start = clock.seconds
        let lines = interpreter.session.audit.count
        defer {
          cases[cases.count - 1].seconds = clock.seconds - start
          cases[cases.count - 1].hasGap = interpreter.session.audit.hasGap(after: lines)
        }
        try interpreter.check(line, isWrong: isWrong, of: source)
        // `a = 1; b = 2`, or `a = 1, b = 2`, whose comma has been read.
        if cursor.byte == Ascii.semicolon { cursor.position += 1 }
      }
    } catch {
      if cases.count == first { cases.append(newCase(.equation, range)) }
      if error.kind == .interrupted {
        guard isTimedOut else { throw Interrupted() }
        try timeOut(at: range, case: cases.count - 1)
      }
      cases[cases.count - 1].fail(TestFinding(diagnostic: Diagnostic(error, in: source)))
    }
    keep(takePrinted())
  }

  /// Whether there is anything but a comment.
  private func holdsEquation(_ range: SourceRange) -> Bool {
    var cursor = Cursor(source.bytes, from: range.lower, to: range.upper, dialect: .article)
    guard let line = try? CheckLine.read(&cursor) else { return false }
    return line.range.lower < line.range.upper
  }
}
