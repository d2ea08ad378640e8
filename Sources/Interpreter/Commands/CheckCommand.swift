import Expressions
import WorkedExamples

/// `check net1_h = 0 * 0.2 + 1 * 0.6 = 0.6`
package struct CheckCommand: Command {
  package static let synopsis = Synopsis(
    "check", .checking, ["check A = B = C …", "check wrong A = B = C …", "check summary"],
    "check a line of hand calculation as printed",
    details: """
      Each link is checked from left to right: a number must be what the side before it rounds or truncates to;
      expressions of the same shape are compared operand by operand, others by value. On later lines, the first name has
      the value of the last number. An unknown name takes the value in its position on the other side.
      f(x) = … defines a function. Integers are exact; `≈` claims only the printed digits.
      `check wrong` fails if the line is right; `check summary` prints the tally and the rule the numbers follow.
      """,
    examples: [
      "check net1_h = 0 * 0.2 + 1 * 0.6 = 0.6",
      "check f(x) = 1 / (1 + exp(-x)); check out = f(0.6) = 0.64",
      "check wrong error2_h = 0.04 * 0.6 = 0.04 * 0.7 = 0.028; check summary",
    ])

  private enum Task: Sendable {
    case nothing
    case lines([CheckLine], isWrong: Bool)
    case summary
  }

  private let task: Task

  package init(_ operands: inout OperandReader) throws(Fault) {
    var probe = operands
    if probe.take("summary"), probe.atEnd() {
      operands = probe
      task = .summary
      return
    }
    probe = operands
    let isWrong = probe.take("wrong") && !probe.isAtSeparator()
    if isWrong { operands = probe }
    let outer = operands.cursor
    var cursor = Cursor(outer.bytes, from: outer.position, to: outer.end, dialect: .article)
    defer {
      operands.cursor.position = cursor.position
      operands.log?.note(verbatim: SourceRange(outer.position, cursor.position))
    }
    let lines = try CheckLine.readAll(&cursor)
    guard !lines.isEmpty else {
      guard !isWrong else { throw operands.missing("a line expected to be wrong") }
      task = .nothing
      return
    }
    task = .lines(lines, isWrong: isWrong)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch task {
    case .nothing: return
    case .summary:
      let session = interpreter.session
      for line in session.audit.summary(truncationIsStated: session.hand != nil) {
        interpreter.output.line("# \(line)")
      }
    case .lines(let lines, let isWrong):
      for line in lines { try interpreter.check(line, isWrong: isWrong, of: interpreter.source) }
    }
  }
}

extension OperandReader {
  /// Whether an equals sign of some kind follows, so that the word before it is a name.
  fileprivate mutating func isAtSeparator() -> Bool {
    guard !atEnd() else { return false }
    return ["=", "≈", "~", "≅", ":="].contains { sign in peekWord()?.value.hasPrefix(sign) ?? false }
  }
}
