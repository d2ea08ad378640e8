import Expressions
import NeuralNetwork
import WorkedExamples

/// `loss half-squared`
package struct LossCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "loss", .data, ["loss \(Loss.all.map(\.name).joined(separator: "|"))|LOSS", "loss"],
    "choose the loss function (default half-squared)",
    details: """
      E of one sample, from its targets t and the outputs o:
      \(Loss.all.map(helpLines).joined(separator: "\n"))
      huber(d) is 0.5 * d^2 up to 1, abs(d) - 0.5 beyond.
      LOSS is a function of an output and its target defined with `let`, added up over the outputs; its derivative is
      found symbolically.
      """,
    examples: [
      "loss cross-entropy; loss", "net 2 4 1; loss huber; train 10",
      "let own(o, t) = abs(t - o)^1.5; loss own; net 2 1; step 1 1 : 1",
    ])

  /// `squared        Σ (t - o)^2`, a line for each activation that makes a difference.
  private static func helpLines(_ loss: Loss) -> String {
    let name = loss.name + String(repeating: " ", count: max(1, 15 - loss.name.count))
    return loss.forms.map { "\(name)\($0)\($0.outputs.map { " for \($0) outputs" } ?? "")" }.joined(separator: "\n")
  }

  let setting: Setting<Located<String>>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Located<String> {
    try operands.word("a loss function", mentioning: Loss.all.map(\.name))
  }

  static func commands(_ session: Session) -> [String] { ["loss \(session.settings.plan.rule.loss.name)"] }

  static func remark(_ state: NetworkState, _ digits: Int) -> String? {
    state.value(.loss).map { "the value of it: print loss = \(rounded($0, digits: digits))" }
  }

  func set(_ name: Located<String>, _ interpreter: Interpreter) throws {
    interpreter.session.setLoss(try interpreter.session.loss(name))
  }
}
