import Expressions
import WorkedExamples

/// `break loss > 1`
package struct BreakCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "break", .inspection, ["break CONDITION", "break nan", "break off", "break"],
    "pause a running training where a condition holds",
    details: """
      Conditions are evaluated after each epoch and may use measures and weights; continue resumes.
      nan: a training that meets NaN or infinity pauses for inspection instead of failing. off: no pauses.
      """,
    examples: ["net 2 4 1; break epoch = 3; train 10; continue", "break loss > 1; break nan; break", "break off"])

  enum Choice: Sendable {
    case off, nan
    case condition(Expression)
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    if operands.take("off") { return .off }
    if operands.take("nan") { return .nan }
    return .condition(try operands.expression("a condition"))
  }

  static func commands(_ session: Session) -> [String] {
    let commands = session.breaks.map { "break \($0)" } + (session.breaksAtNaN ? ["break nan"] : [])
    return commands.isEmpty ? ["break off"] : commands
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    switch choice {
    case .off:
      interpreter.session.breaks = []
      interpreter.session.breaksAtNaN = false
    case .nan: interpreter.session.breaksAtNaN = true
    case .condition(let condition):
      interpreter.session.breaks.append(condition)
      if let reached = interpreter.session.passed(condition) {
        interpreter.output.remark("# \(reached) already: this can hold only after init, reset or net")
      }
    }
  }
}

extension Session {
  /// `epoch is 2000` if the condition compares a count of the training with a number it has passed; nil otherwise.
  fileprivate func passed(_ condition: Expression) -> String? {
    guard case .binary(let comparison, let left, let right) = condition.node, comparison == .equal,
      let count = left.plainName.flatMap({ WholePart(rawValue: $0.text) }), count == .epoch || count == .iteration,
      case .number(let numeral) = right.node, let progress = state?.progress
    else { return nil }
    let now = count == .epoch ? progress.epoch : progress.updates
    return Double(now) >= numeral.value && now > 0 ? "\(count.rawValue) is \(now)" : nil
  }
}
