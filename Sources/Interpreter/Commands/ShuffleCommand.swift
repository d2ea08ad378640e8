import Expressions

/// `shuffle on|off`
package struct ShuffleCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "shuffle", .data, ["shuffle on|off", "shuffle"], "present the samples of every epoch in a new random order",
    details: "Each epoch draws a permutation from the session's random numbers, see seed. Default: off.",
    examples: ["shuffle on; shuffle"])

  let setting: Setting<Bool>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Bool {
    try operands.choice("order", [("on", true), ("off", false)]).value
  }

  static func commands(_ session: Session) -> [String] { [session.settings.shuffleText] }

  func set(_ isOn: Bool, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.shuffle = isOn
  }
}
