import Expressions

/// `decay 1e-4`
package struct DecayCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER", "decay"], "pull every parameter towards 0 (default 0)",
    details: "An update follows G − decay·w: the L2 penalty ½·decay·Σw², which the loss printed leaves out.",
    examples: ["decay 1e-4; decay"])

  let setting: Setting<Expression>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression {
    try operands.number("a decay")
  }

  static func commands(_ session: Session) -> [String] { [session.settings.decayText] }

  func set(_ decay: Expression, _ interpreter: Interpreter) throws {
    let value = try interpreter.notNegative(decay, "a decay")
    try interpreter.changePlan(decay.range) { $0.update.decay = value }
  }
}
