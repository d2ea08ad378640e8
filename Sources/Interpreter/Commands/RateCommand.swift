import Expressions

/// `rate 0.5`
package struct RateCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "rate", .data, ["rate NUMBER", "rate"], "set the learning rate (default 0.5)",
    details: """
      0 leaves the weights unchanged. A schedule starts again from the new rate. Without operands: the rate that was set.
      Until a rate is set, adam and rmsprop use 0.001 and adagrad 0.01.
      """,
    examples: ["rate 0.1; rate", "rate (1/3)"])

  let setting: Setting<Expression>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression {
    try operands.number("a learning rate")
  }

  static func commands(_ session: Session) -> [String] { ["rate \(shortest(session.settings.plan.rule.rate))"] }

  func set(_ rate: Expression, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.rule.rate = try interpreter.notNegative(rate, "learning rate")
    interpreter.session.restartSchedule()
  }
}
