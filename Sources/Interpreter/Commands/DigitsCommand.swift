import Expressions

/// `digits 6`
package struct DigitsCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "digits", .inspection, ["digits COUNT", "digits"], "set the number of significant digits shown (default 6)",
    details: "It reaches equation lines, tables and measures; at the prompt print too, for which 17 means all digits.",
    examples: ["digits 9; digits"])

  let setting: Setting<Expression>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Expression {
    try operands.number("a number of digits")
  }

  static func commands(_ session: Session) -> [String] { ["digits \(session.settings.digits)"] }

  func set(_ count: Expression, _ interpreter: Interpreter) throws {
    interpreter.session.settings.digits = try interpreter.whole(count, "the number of digits", in: 1...17)
  }
}
