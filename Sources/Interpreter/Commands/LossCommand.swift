import Expressions
import NeuralNetwork

/// `loss half-squared`
package struct LossCommand: SettingCommand {
  package static let synopsis = Synopsis(
    "loss", .data, ["loss \(Loss.allCases.map(\.rawValue).joined(separator: "|"))", "loss"],
    "choose the loss function (default half-squared)",
    details: """
      half-squared ½Σ(t−o)² · squared Σ(t−o)² · mean-squared Σ(t−o)²/outputs · mean-absolute Σ|t−o|/outputs ·
      huber · cross-entropy: binary for sigmoid outputs, categorical for softmax outputs.
      """,
    examples: ["loss cross-entropy; loss", "net 2 4 1; loss huber; train 10"])

  let setting: Setting<Loss>

  static func read(_ operands: inout OperandReader) throws(Fault) -> Loss {
    try operands.choice("loss function", Loss.allCases.map { ($0.rawValue, $0) }).value
  }

  static func commands(_ session: Session) -> [String] { ["loss \(session.settings.plan.rule.loss.rawValue)"] }

  func set(_ loss: Loss, _ interpreter: Interpreter) throws {
    interpreter.session.setLoss(loss)
  }
}
