import Expressions

/// `skip "needs the data"`
package struct SkipCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "skip", .checking, ["skip [\"REASON\"]", "skip if CONDITION"], "leave the rest of a script or test out",
    details:
      "nnsh test counts the file as skipped, with the reason; what ran before still counts. if: only where CONDITION holds.",
    examples: ["let fast = 1; skip if fast > 0; expect 1 = 2"])

  private var reason: Expression?
  private var condition: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    if operands.take("if") {
      condition = try operands.expression("a condition")
    } else {
      guard [Ascii.doubleQuote, Ascii.quote].contains(operands.cursor.byte) else {
        let found = operands.cursor.found()
        throw Fault(
          "expected a reason in quotes, found \(found.value)", at: found.range,
          help: "skip \"REASON\", or skip if CONDITION")
      }
      reason = try operands.cursor.readText()
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    if let condition {
      guard try condition.truth(in: interpreter) else { return }
      throw Skip(reason: "\(condition)")
    }
    guard let reason, case .text(let text) = try reason.value(in: interpreter) else {
      throw Skip(reason: "no reason given")
    }
    throw Skip(reason: text)
  }
}
