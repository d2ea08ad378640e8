import Expressions
import NeuralNetwork

/// `rule perceptron`
package struct RuleCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "rule", .data, ["rule \(LearningRule.all.map(\.name).joined(separator: "|"))", "rule"],
    "choose the learning rule (default gradient)",
    details: """
      The delta of an output, from which gradients and updates follow:
      \(LearningRule.all.map(helpLine).joined(separator: "\n"))
      All but gradient are rules of networks without hidden layers, or with frozen ones, and need no derivative: outputs
      may be step (0 or 1), sign (-1 or 1) or dead-zone units, whose value at 0 is a parameter: activation o step 1.
      """,
    examples: [
      "net 2 1:step; init zeros; data and; rate 1; rule perceptron; train 10; show weights",
      "net 2 1:sign; rule hebb; rate 1; step 1 1 : 1",
    ])

  /// `perceptron         target - out: …`
  private static func helpLine(_ rule: LearningRule) -> String {
    let name = rule.name + String(repeating: " ", count: max(1, 19 - rule.name.count))
    return name + [rule.formula, rule.origin].compactMap(\.self).joined(separator: ": ")
  }

  let setting: Setting<LearningRule>

  static func read(_ operands: inout OperandReader) throws(Fault) -> LearningRule {
    try operands.choice("learning rule", LearningRule.all.map { ($0.name, $0) }).value
  }

  static func commands(_ session: Session) -> [String] { ["rule \(session.settings.plan.rule.learning.name)"] }

  func set(_ rule: LearningRule, _ interpreter: Interpreter) throws {
    interpreter.session.settings.plan.rule.learning = rule
  }
}
