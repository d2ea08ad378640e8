import Expressions
import NeuralNetwork

/// `decay 1e-4 [weights]`
package struct DecayCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER [l2|l1] [weights|all]", "decay"], "set weight decay (L2 or L1, default 0)",
    details: """
      Updates follow G − decay·w, that is the L2 penalty ½·decay·Σw², which the printed loss does not include.
      With l1: G − decay·sign(w), the penalty decay·Σ|w|.
      all (the default) includes the biases, as PyTorch's weight_decay and R's nnet do; weights leaves them out, as most
      textbooks and scikit-learn do, whose alpha is decay times the batch size.
      """,
    examples: ["decay 1e-4; decay", "decay 1e-4 weights; net 2 4 1; train 10", "decay 0.001 l1; decay"])

  struct Choice: Sendable {
    let decay: Expression
    var penalty = StepRule.Penalty.l2
    var includesBiases = true
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    var choice = Choice(decay: try operands.number("a decay"))
    if operands.take("l1") { choice.penalty = .l1 } else { _ = operands.take("l2") }
    guard !operands.atEnd() else { return choice }
    choice.includesBiases = try operands.choice("parameter group", [("weights", false), ("all", true)]).value
    return choice
  }

  static func commands(_ session: Session) -> [String] {
    let rule = session.settings.plan.rule
    let penalty = rule.penalty == .l1 ? " l1" : ""
    return ["decay \(shortest(rule.decay))\(penalty)\(rule.decaysBiases ? "" : " weights")"]
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    let value = try interpreter.notNegative(choice.decay, "weight decay")
    try interpreter.session.changePlan(choice.decay.range) { plan in
      plan.rule.decay = value
      plan.rule.penalty = choice.penalty
      plan.rule.decaysBiases = choice.includesBiases
    }
  }
}
