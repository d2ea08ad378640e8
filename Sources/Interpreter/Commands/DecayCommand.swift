import Expressions

/// `decay 1e-4 [weights]`
package struct DecayCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER [weights]", "decay"], "pull every parameter towards 0 (default 0)",
    details: """
      An update follows G − decay·w: the L2 penalty ½·decay·Σw², which the loss printed leaves out. With weights the
      biases stay out of it.
      """,
    examples: ["decay 1e-4; decay", "net 2 4 1; decay 1e-3 weights; train 100"])

  struct Choice: Sendable {
    let decay: Expression
    let sparesBiases: Bool
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    Choice(decay: try operands.number("a decay"), sparesBiases: operands.take("weights"))
  }

  static func commands(_ session: Session) -> [String] { [session.settings.decayText] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let value = try interpreter.notNegative(choice.decay, "a decay")
    try interpreter.changePlan(choice.decay.range) {
      $0.update.decay = value
      $0.update.decaysBiases = !choice.sparesBiases
    }
  }
}
