import Expressions
import NeuralNetwork

/// `stop improvement 1e-6`
package struct StopCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "stop", .data,
    [
      "stop loss VALUE", "stop improvement VALUE", "stop gradient NORM", "stop patience EPOCHS",
      "stop loss|improvement|gradient|patience off", "stop off", "stop",
    ],
    "set early stopping rules",
    details: """
      loss: an epoch's loss is at most VALUE. improvement: the loss is lower than that of the epoch before, but by less
      than VALUE. gradient: the norm of the gradient of the epoch's last update is below NORM. patience: EPOCHS epochs
      have passed without a loss below the lowest, measured on the test part of the data if there is one. The rule that
      stopped the training is printed. off: train to the end.
      """,
    examples: ["stop loss 0.05; net 2 4 1; train 3000", "stop improvement 1e-6; stop patience 20; stop", "stop off"])

  enum Rule: String, Sendable, CaseIterable { case loss, improvement, gradient, patience }

  enum Choice: Sendable {
    case off
    /// Without a number the rule is off.
    case rule(Rule, Expression?)
  }

  let setting: Setting<Choice>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Choice {
    let rules: [(String, Rule?)] = Rule.allCases.map { ($0.rawValue, $0) } + [("off", nil)]
    guard let rule = try operands.choice("stopping rule", rules).value else { return .off }
    return .rule(rule, try operands.numberOrOff("a number"))
  }

  static func commands(_ session: Session) -> [String] {
    let stop = session.settings.plan.stop
    let values: [(Rule, String?)] = [
      (.loss, stop.loss.map(shortest)), (.improvement, stop.improvement.map(shortest)),
      (.gradient, stop.gradient.map(shortest)), (.patience, stop.patience.map(String.init)),
    ]
    let commands = values.compactMap { rule, value in value.map { "stop \(rule.rawValue) \($0)" } }
    return commands.isEmpty ? ["stop off"] : commands
  }

  func set(_ choice: Choice, _ interpreter: Interpreter) throws {
    func number(_ value: Expression?, _ name: String) throws(Fault) -> Double? {
      try value.map { value throws(Fault) in try interpreter.notNegative(value, name) }
    }
    var stop = interpreter.session.settings.plan.stop
    switch choice {
    case .off: stop = StopRules()
    case .rule(.loss, let value): stop.loss = try number(value, "the loss")
    case .rule(.improvement, let value): stop.improvement = try number(value, "the improvement")
    case .rule(.gradient, let value): stop.gradient = try number(value, "the gradient norm")
    case .rule(.patience, let value):
      stop.patience = try value.map { try interpreter.whole($0, "the number of epochs", in: 1...1 << 52) }
    }
    interpreter.session.settings.plan.stop = stop
  }
}
