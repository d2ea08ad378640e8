import Expressions

/// Finds expected output that no command of a script is compared with, as its commands go by.
struct StrayOutput {
  private(set) var findings: [Fault] = []
  private let source: SourceText
  /// The next line to look at.
  private var next = 1
  private var wasStray = false

  init(_ source: SourceText) { self.source = source }

  /// Looks at the lines up to the end of what is compared.
  ///
  /// - Parameters:
  ///   - commands: the next ones.
  ///   - compared: the lines that are compared with their output; empty below them if there are none.
  mutating func pass(_ commands: [ParsedCommand], _ compared: Range<Int>) {
    while next < compared.upperBound {
      let isStray = source.isExpectedOutput(next) && !compared.contains(next) && !isUnreadable(next, commands)
      if isStray, !wasStray { report(commands) }
      wasStray = isStray
      next += 1
    }
  }

  private func isUnreadable(_ line: Int, _ commands: [ParsedCommand]) -> Bool {
    commands.contains { command in
      guard case .unreadable(let command) = command else { return false }
      return (source.position(of: command.start).line...source.position(of: command.end).line).contains(line)
    }
  }

  private mutating func report(_ commands: [ParsedCommand]) {
    let range = source.range(ofLine: next)
    let isInBlock = commands.contains { command in
      guard case .statement(let statement) = command else { return false }
      return statement.range.lower < range.lower && statement.range.upper > range.lower
    }
    findings.append(
      Fault(
        "the expected output is not compared", at: range,
        label: isInBlock ? "it is inside a command: put it below the whole of it" : "no command is directly above it",
        kind: .mismatch))
  }
}

extension SourceText {
  /// Whether a line begins with `#>`.
  func isExpectedOutput(_ number: Int) -> Bool {
    let range = range(ofLine: number)
    var start = range.lower
    while start < range.upper, bytes[start] == Ascii.space || bytes[start] == Ascii.tab { start += 1 }
    return start + 1 < range.upper && bytes[start] == Ascii.hash && bytes[start + 1] == Ascii.greater
  }
}
