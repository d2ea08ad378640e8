import Expressions
import NeuralNetwork

/// `loss half-squared`
package struct LossCommand: Command {
  package static let synopsis = Synopsis(
    "loss", .data, ["loss \(Loss.allCases.map(\.rawValue).joined(separator: "|"))", "loss"],
    "choose what training makes small (default half-squared)",
    details: """
      half-squared ½Σ(t−o)² · squared Σ(t−o)² · mean-squared Σ(t−o)²/outputs · mean-absolute Σ|t−o|/outputs ·
      huber · cross-entropy: binary for sigmoid outputs, categorical for softmax outputs.
      """,
    examples: ["loss cross-entropy; loss", "net 2 4 1; loss huber; train 10"])

  private var choice: Located<Loss>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { choice = try operands.choice("loss", Loss.allCases.map { ($0.rawValue, $0) }) }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice else { return interpreter.output.line(interpreter.session.settings.lossText) }
    interpreter.session.settings.plan.rule.loss = choice.value
    interpreter.session.state?.loss = choice.value
    interpreter.session.schedule.previousLoss = nil
  }
}
