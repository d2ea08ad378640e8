import Expressions

/// `decay 1e-4 [weights]`
package struct DecayCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER [weights|all]", "decay"], "set weight decay (L2, default 0)",
    details: """
      Updates follow G − decay·w, that is the L2 penalty ½·decay·Σw², which the printed loss does not include.
      all (the default) includes the biases, as PyTorch's weight_decay and R's nnet do; weights leaves them out, as most
      textbooks and scikit-learn do, whose alpha is decay times the batch size.
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
    let extent = try operands.choice("parameter group", [("weights", false), ("all", true)])
    return Choice(decay: decay, includesBiases: extent.value)
  }

  static func commands(_ session: Session) -> [String] {
    let rule = session.settings.plan.rule
    return ["decay \(shortest(rule.decay))\(rule.decaysBiases ? "" : " weights")"]
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let value = try interpreter.notNegative(choice.decay, "weight decay")
    try interpreter.session.changePlan(choice.decay.range) { plan in
      plan.rule.decay = value
      plan.rule.decaysBiases = choice.includesBiases
    }
  }
}
