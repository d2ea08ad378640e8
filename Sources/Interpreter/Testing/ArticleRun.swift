import Expressions
import WorkedExamples

/// The result of running an article: its findings, and its text with the output brought up to date.
package struct ArticleReport {
  package internal(set) var diagnostics: [Diagnostic] = []
  /// The number of commands and equations that ran.
  package internal(set) var lineCount = 0
  /// The article with the current output of the commands at its `nn> ` prompts.
  package internal(set) var updated: [UInt8]
  /// The output of blocks without prompts.
  package internal(set) var output: [String] = []

  /// The worst finding: an error before a mismatch; nil on success.
  package var worst: Fault.Kind? {
    diagnostics.map(\.fault.kind).first { $0 != .mismatch } ?? diagnostics.first?.fault.kind
  }
}

/// Runs the fenced blocks of a Markdown article in order, in one session.
package final class ArticleRun {
  private let article: SourceText
  private let interpreter: Interpreter
  private let parser = Parser(.nnsh)
  private let collected = Collected()
  private var report: ArticleReport
  /// Lines of expected output and their replacements.
  private var replacements: [(lines: Range<Int>, text: [String])] = []

  private final class Collected { var bytes: [UInt8] = [] }

  private init(_ article: SourceText, files: any FileAccess, isInterrupted: @escaping @Sendable () -> Bool) {
    self.article = article
    let collected = collected
    interpreter = Interpreter(
      .nnsh, output: Output { collected.bytes += $0 }, files: files, isInterrupted: isInterrupted)
    report = ArticleReport(updated: article.bytes)
  }

  /// Runs an article.
  ///
  /// Equations and expectations that fail do not stop it; the first command that fails does.
  /// - Throws: `Interrupted`.
  package static func run(
    _ article: SourceText, files: any FileAccess, isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws -> ArticleReport {
    let run = ArticleRun(article, files: files, isInterrupted: isInterrupted)
    try run.run()
    return run.report
  }

  private func run() throws {
    if let offset = article.invalidUTF8 {
      let fault = Fault("not UTF-8 text", at: SourceRange(offset, offset + 1))
      report.diagnostics = [Diagnostic(fault, in: article)]
      return
    }
    let (blocks, faults) = ArticleBlock.blocks(of: article)
    var unreadable = faults
    for block in blocks where block.kind == .commands {
      unreadable += commands(in: block).flatMap { parser.parse(article.blanked(outside: $0.ranges)).faults }
    }
    guard unreadable.isEmpty else {
      report.diagnostics = unreadable.map { Diagnostic($0, in: article) }
      return
    }
    do {
      for block in blocks {
        let continues = try block.kind == .commands ? run(commands: block) : run(equations: block)
        if !continues { break }
      }
    } catch is Quit {
      // `quit` ends the article as it ends a script.
    }
    bringUpToDate()
  }

  // MARK: Commands

  /// A command, its continuation lines, and the output that the article shows for it.
  private struct Command {
    var ranges: [SourceRange]
    /// nil where the block has no prompts.
    var expected: Range<Int>?
  }

  private static let prompt = "nn> "
  private static let continuation = "...> "

  private func commands(in block: ArticleBlock) -> [Command] {
    let prompts = block.lines.filter { text(after: ArticleRun.prompt, inLine: $0, of: block) != nil }
    guard let first = prompts.first else {
      return [Command(ranges: block.lines.map { article.range(ofLine: $0, in: block) }, expected: nil)]
    }
    var commands: [Command] = []
    var number = first
    while number < block.lines.upperBound {
      guard let range = text(after: ArticleRun.prompt, inLine: number, of: block) else {
        number += 1
        continue
      }
      var ranges = [range]
      number += 1
      while number < block.lines.upperBound {
        if let range = text(after: ArticleRun.continuation, inLine: number, of: block) {
          ranges.append(range)
        } else if parser.isIncomplete(ranges.map(article.text).joined(separator: "\n")) {
          ranges.append(article.range(ofLine: number, in: block))
        } else {
          break
        }
        number += 1
      }
      let start = number
      while number < block.lines.upperBound, text(after: ArticleRun.prompt, inLine: number, of: block) == nil {
        number += 1
      }
      var end = number
      while end > start, line(end - 1, of: block).allSatisfy(\.isWhitespace) { end -= 1 }
      commands.append(Command(ranges: ranges, expected: start..<end))
    }
    return commands
  }

  /// A line of a block, without block quotes.
  private func line(_ number: Int, of block: ArticleBlock) -> String {
    article.text(article.range(ofLine: number, in: block))
  }

  /// What follows the prompt on a line; nil if the line has none.
  private func text(after prompt: String, inLine number: Int, of block: ArticleBlock) -> SourceRange? {
    let range = article.range(ofLine: number, in: block)
    let text = article.text(range)
    let indent = text.prefix { $0 == " " }.count
    let bare = String(prompt.dropLast())
    guard text.dropFirst(indent).hasPrefix(prompt) || text.dropFirst(indent) == bare else { return nil }
    return SourceRange(min(range.lower + indent + prompt.utf8.count, range.upper), range.upper)
  }

  private func run(commands block: ArticleBlock) throws -> Bool {
    for command in commands(in: block) {
      var isShown = false
      for statement in parser.parse(article.blanked(outside: command.ranges)).statements {
        report.lineCount += 1
        let ranges = command.ranges.map { $0.clamped(to: statement.range) }
        guard let diagnostic = try run(article.blanked(outside: ranges)) else { continue }
        isShown = shows(command, diagnostic)
        guard !isShown else { continue }
        report.diagnostics.append(diagnostic)
        guard diagnostic.fault.kind == .mismatch else { return false }
      }
      let printed = takePrinted()
      if let expected = command.expected {
        if !isShown { compare(expected, printed, in: block) }
      } else {
        report.output += printed
      }
    }
    return true
  }

  /// Runs one part of the article; findings point into the article itself.
  private func run(_ source: SourceText) throws -> Diagnostic? {
    var found: [Diagnostic] = []
    _ = try interpreter.run(source) { found.append($0) }
    guard var first = found.first else { return nil }
    if first.source.name == article.name { first.source = article }
    return first
  }

  /// Whether the article shows the message of a command that fails, as the prompt prints it.
  private func shows(_ command: Command, _ diagnostic: Diagnostic) -> Bool {
    guard let expected = command.expected else { return false }
    return expected.contains { article.line($0).hasSuffix("error: \(diagnostic.fault.message)") }
  }

  /// The lines printed since the last call.
  private func takePrinted() -> [String] {
    interpreter.output.flush()
    let text = String(decoding: collected.bytes, as: UTF8.self)
    collected.bytes = []
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  /// Compares the output shown in the article with the output of a command. `…` matches any lines.
  private func compare(_ expected: Range<Int>, _ printed: [String], in block: ArticleBlock) {
    guard !expected.isEmpty else { return }
    let indent = line(expected.lowerBound, of: block).prefix { $0 == " " }.count
    let expectedLines = expected.map { number in
      var line = line(number, of: block)[...]
      line = line.dropFirst(min(indent, line.prefix { $0 == " " }.count))
      while line.last?.isWhitespace == true { line.removeLast() }
      return String(line)
    }
    guard let difference = firstDifference(expectedLines[...], printed[...]) else { return }
    let number = min(expected.lowerBound + difference, expected.upperBound - 1)
    let isMissing = difference >= expectedLines.count
    let actual = difference < printed.count ? printed[difference] : nil
    var range = article.range(ofLine: number, in: block)
    let start = range.lower
    if let actual, !isMissing {
      let common = zip(line(number, of: block).dropFirst(indent).utf8, actual.utf8).prefix { $0 == $1 }.count
      range.lower = min(range.lower + indent + common, range.upper)
    }
    report.diagnostics.append(
      Diagnostic(
        Fault(
          isMissing ? "the command prints more than the article shows" : "the output differs",
          at: range, label: actual.map { "it prints: \($0)" } ?? "it prints nothing more",
          kind: .mismatch), in: article))
    let pad =
      article.text(article.range(ofLine: number).lower, start) + String(repeating: " ", count: indent)
    replacements.append((expected, printed.map { pad + $0 }))
  }

  /// The index of the first expected line that differs; nil if none does.
  private func firstDifference(_ expected: ArraySlice<String>, _ printed: ArraySlice<String>) -> Int? {
    var expected = expected
    var printed = printed
    while let line = expected.first {
      if line == "…" || line == "..." {
        let others = (printed.startIndex...printed.endIndex).lazy.map { printed[$0...] }
        return others.contains { self.firstDifference(expected.dropFirst(), $0) == nil } ? nil : expected.startIndex
      }
      guard printed.first == line else { return expected.startIndex }
      expected = expected.dropFirst()
      printed = printed.dropFirst()
    }
    return printed.isEmpty ? nil : expected.startIndex
  }

  private func bringUpToDate() {
    guard !replacements.isEmpty else { return }
    var lines = (1...article.lineCount).map { article.line($0) }
    for (range, text) in replacements.reversed() {
      lines.replaceSubrange(range.lowerBound - 1..<range.upperBound - 1, with: text)
    }
    report.updated = Array(lines.joined(separator: "\n").utf8)
  }

  // MARK: Equations

  private func run(equations block: ArticleBlock) throws -> Bool {
    var isInComment = false
    var number = block.lines.lowerBound
    while number < block.lines.upperBound {
      defer { number += 1 }
      var range = article.range(ofLine: number, in: block)
      let text = article.text(range)
      let trimmed = text.drop { $0 == " " || $0 == "\t" }
      if isInComment || trimmed.hasPrefix("/*") {
        isInComment = !text.contains("*/")
        continue
      }
      range.lower += text.utf8.count - trimmed.utf8.count
      if trimmed.hasPrefix("check ") { range.lower += "check ".utf8.count }
      let isWrong = trimmed.isMarkedWrong
      if article.text(range.lower, range.upper).hasPrefix("wrong ") { range.lower += "wrong ".utf8.count }
      // Lines that start with `=` continue the equation.
      while number + 1 < block.lines.upperBound, block.quotes == 0, continuesEquation(number + 1, of: block) {
        number += 1
        range.upper = article.range(ofLine: number, in: block).upper
      }
      if let fault = try check(range, isWrong: isWrong) { report.diagnostics.append(Diagnostic(fault, in: article)) }
      report.output += takePrinted()
    }
    return true
  }

  private func continuesEquation(_ number: Int, of block: ArticleBlock) -> Bool {
    let text = line(number, of: block).drop { $0 == " " || $0 == "\t" }
    return (text.hasPrefix("=") && !text.hasPrefix("===")) || text.hasPrefix("≈")
  }

  private func check(_ range: SourceRange, isWrong: Bool) throws -> Fault? {
    var cursor = Cursor(article.bytes, from: range.lower, to: range.upper, dialect: .article)
    // The newlines of an equation on several lines are blanks.
    if article.bytes[range.lower..<range.upper].contains(Ascii.newline) { cursor.depth = 1 }
    do throws(Fault) {
      repeat {
        if cursor.byte == Ascii.semicolon { cursor.position += 1 }
        for line in try CheckLine.readAll(&cursor) {
          report.lineCount += 1
          try interpreter.check(line, isWrong: isWrong, of: article)
        }
      } while cursor.byte == Ascii.semicolon
      return nil
    } catch {
      if error.kind == .interrupted { throw Interrupted() }
      return error
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

extension SourceRange {
  /// The part of it in another range; empty if there is none.
  fileprivate func clamped(to other: SourceRange) -> SourceRange {
    let lower = max(self.lower, other.lower)
    return SourceRange(lower, max(lower, min(upper, other.upper)))
  }
}

extension SourceText {
  fileprivate func text(_ range: SourceRange) -> String { text(range.lower, range.upper) }
}
