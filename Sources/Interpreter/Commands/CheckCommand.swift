import Expressions
import WorkedExamples

/// `check net1_h = 0 * 0.2 + 1 * 0.6 = 0.6`
package struct CheckCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "check", .checking,
    [
      "check A = B = C …", "check strict A = B = C …", "check wrong A = B = C …", "check strict [off]", "check summary",
    ],
    "check a line of hand calculation as printed",
    details: """
      Each link is checked from left to right: a number must be what the side before it rounds or truncates to;
      expressions of the same shape are compared operand by operand, others by value. On later lines, the first name has
      the value of the last number. An unknown name takes the value in its position on the other side.
      f(x) = … defines a function. Integers are exact; `≈` claims only the printed digits.
      wrong: fail if the line is right. summary: print the tally and the rule the numbers follow.
      A line is partly checked or not checked if a name in it has no value, or if rounding errors could make it any
      number. strict: make such a line an error, and one that gives a quantity of the network another number without a
      formula; without a line, every later one.
      """,
    examples: [
      "check net1_h = 0 * 0.2 + 1 * 0.6 = 0.6",
      "check f(x) = 1 / (1 + exp(-x)); check out = f(0.6) = 0.64",
      "check wrong error2_h = 0.04 * 0.6 = 0.04 * 0.7 = 0.028; check summary",
      "check strict; check y = 2 * 3 = 6; check strict off",
    ])

  private enum Task: Sendable {
    case nothing
    case lines([CheckLine], isWrong: Bool, isStrict: Bool)
    case strictness(Bool)
    case summary
  }

  private let task: Task

  static var stage: SavingStage { .settings }

  static func saved(_ session: Session) -> [String] { session.audit.isStrict ? ["check strict"] : [] }

  package init(_ operands: inout OperandReader) throws(Fault) {
    var (isStrict, isWrong) = (false, false)
    if operands.mayBeAtWord {
      var probe = operands
      if probe.take("summary"), probe.atEnd() {
        operands = probe
        task = .summary
        return
      }
      probe = operands
      if probe.take("strict"), probe.atEnd() || probe.take("off") && probe.atEnd() {
        task = .strictness(!operands.takes("strict", "off"))
        operands = probe
        return
      }
      isStrict = operands.takeKeyword("strict")
      isWrong = operands.takeKeyword("wrong")
    }
    let start = operands.cursor.position
    var cursor = Cursor(operands.cursor, dialect: .article)
    defer {
      operands.cursor.position = cursor.position
      operands.log?.note(verbatim: SourceRange(start, cursor.position))
    }
    let lines = try CheckLine.readAll(&cursor)
    guard !lines.isEmpty else {
      guard !isWrong, !isStrict else {
        throw operands.missing(isWrong ? "a line expected to be wrong" : "a line to check")
      }
      task = .nothing
      return
    }
    task = .lines(lines, isWrong: isWrong, isStrict: isStrict)
  }

  package func run(_ interpreter: Interpreter) throws {
    switch task {
    case .nothing: return
    case .summary:
      let session = interpreter.session
      for line in session.audit.summary(truncationIsStated: session.hand != nil) {
        interpreter.output.line("# \(line)")
      }
    case .strictness(let isStrict): interpreter.session.audit.isStrict = isStrict
    case .lines(let lines, let isWrong, let isStrict):
      for line in lines {
        try interpreter.check(line, isWrong: isWrong, isStrict: isStrict, of: interpreter.source)
      }
    }
  }
}

extension CheckCommand: ShownSetting {
  static func commands(_ session: Session) -> [String] { session.audit.isStrict ? ["check strict"] : [] }
}

extension OperandReader {
  /// Whether one of the command's own words may be next: a quick test that most lines fail.
  fileprivate var mayBeAtWord: Bool {
    mutating get {
      guard log == nil, !atEnd() else { return true }
      return cursor.byte == UInt8(ascii: "s") || cursor.byte == UInt8(ascii: "w")
    }
  }

  /// Takes a word before a line to check, unless it is the line's name.
  fileprivate mutating func takeKeyword(_ word: String) -> Bool {
    var probe = self
    guard probe.take(word), !probe.isAtSeparator() else { return false }
    self = probe
    return true
  }

  fileprivate func takes(_ words: String...) -> Bool {
    var probe = self
    return words.allSatisfy { probe.take($0) }
  }

  /// Whether an equals sign of some kind follows, so that the word before it is a name.
  fileprivate mutating func isAtSeparator() -> Bool {
    guard !atEnd() else { return false }
    return ["=", "≈", "~", "≅", ":="].contains { sign in peekWord()?.value.hasPrefix(sign) ?? false }
  }
}
