import Expressions

/// `flat-spot 0.1`
package struct FlatSpotCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "flat-spot", .data, ["flat-spot NUMBER", "flat-spot"], "add a constant to every derivative (default 0)",
    details: """
      Saturated units keep learning: deriv + 0.1 (Fahlman 1988; with momentum it is SNNS's BackpropMomentum).
      """,
    examples: ["flat-spot 0.1; flat-spot"])

  let setting: Setting<Expression>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression {
    try operands.number("a constant")
  }

  static func commands(_ session: Session) -> [String] {
    ["flat-spot \(shortest(session.settings.plan.rule.flatSpot))"]
  }

  func set(_ constant: Expression, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.rule.flatSpot = try interpreter.notNegative(constant, "flat-spot constant")
  }
}
