import Expressions

/// `decay 1e-4 [weights]`
package struct DecayCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER [weights|all]", "decay"], "pull parameters towards 0 (default 0)",
    details: """
      An update follows G − decay·w: the L2 penalty ½·decay·Σw², which the loss printed leaves out. all (the default):
      biases too, as in PyTorch's weight_decay and R's nnet; weights: without biases, as in most textbooks and in
      scikit-learn, whose alpha is decay times the samples of a batch.
      """,
    examples: ["decay 1e-4; decay", "decay 1e-4 weights; net 2 4 1; train 10"])

  struct Choice: Sendable {
    let decay: Expression
    let includesBiases: Bool
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    let decay = try operands.number("a decay")
    guard !operands.atEnd() else { return Choice(decay: decay, includesBiases: true) }
    let extent = try operands.choice("kind of parameters", [("weights", false), ("all", true)])
    return Choice(decay: decay, includesBiases: extent.value)
  }

  static func commands(_ session: Session) -> [String] { [session.settings.decayText] }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let value = try interpreter.notNegative(choice.decay, "a decay")
    try interpreter.changePlan(choice.decay.range) { plan in
      plan.update.decay = value
      plan.update.decaysBiases = choice.includesBiases
    }
  }
}
