import Expressions

/// `clip 5`
package struct ClipCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "clip", .data, ["clip NORM", "clip off", "clip"], "clip gradients to this norm (default off)",
    details: "The norm is that of the gradient over all parameters, √Σ(∂E/∂w)². off: no limit.",
    examples: ["clip 5; clip", "clip off"])

  let setting: Setting<Expression?>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression? {
    try operands.numberOrOff("a norm")
  }

  static func commands(_ session: Session) -> [String] {
    ["clip \(session.settings.plan.rule.clip.map(shortest) ?? "off")"]
  }

  func set(_ norm: Expression?, _ interpreter: Interpreter) throws {
    guard let norm else {
      interpreter.session.settings.plan.rule.clip = nil
      return
    }
    let value = try interpreter.notNegative(norm, "clip norm")
    guard value > 0 else { throw Fault("clip norm must be above 0", at: norm.range, help: "clip off") }
    try interpreter.session.changePlan(norm.range) { $0.rule.clip = value }
  }
}
