import Expressions

/// `detail brief|full|off`
package struct DetailCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "detail", .inspection, ["detail full|brief|off|auto", "detail"], "choose how much of a step is printed",
    details: """
      full: NAME = FORMULA = NUMBERS = RESULT. brief: NAME = RESULT. off: no lines. auto: full up to 64 connections, brief
      above.
      """,
    examples: ["detail brief; detail"])

  let setting: Setting<Detail?>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Detail? {
    try operands.choice("detail level", [("full", .full), ("brief", .brief), ("off", .off), ("auto", nil)]).value
  }

  static func commands(_ session: Session) -> [String] { ["detail \(session.settings.detail?.rawValue ?? "auto")"] }

  func set(_ detail: Detail?, _ interpreter: Interpreter) throws {
    interpreter.session.settings.detail = detail
  }
}
