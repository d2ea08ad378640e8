import Expressions

/// `clip 5`
package struct ClipCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "clip", .data, ["clip NORM", "clip off", "clip"], "clip gradients to this norm (default off)",
    details: "The norm is that of the gradient over all parameters, √Σ(∂E/∂w)².",
    examples: ["clip 5; clip", "clip off"])

  let setting: Setting<Expression?>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression? {
    try operands.numberOrOff("a length")
  }

  static func commands(_ session: Session) -> [String] {
    ["clip \(session.settings.plan.rule.clip.map(shortest) ?? "off")"]
  }

  func set(_ length: Expression?, _ interpreter: Interpreter) throws {
    guard let length else {
      interpreter.session.settings.plan.rule.clip = nil
      return
    }
    let value = try interpreter.notNegative(length, "a length")
    guard value > 0 else { throw Fault("a length to clip at is above 0", at: length.range, help: "clip off") }
    try interpreter.session.changePlan(length.range) { $0.rule.clip = value }
  }
}
