import Expressions
import NeuralNetwork

/// `precision single`
package struct PrecisionCommand: Command {
  package static let synopsis = Synopsis(
    "precision", .data, ["precision double|single", "precision"], "choose the width of the numbers (default double)",
    details: "single computes in 32 bits, by the same definition: about 7 digits, and faster on large networks.",
    examples: ["precision single; net 2 4 1; train 10", "precision"])

  private var choice: Located<Precision>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { choice = try operands.choice("precision", [("double", .double), ("single", .single)]) }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice else { return interpreter.output.line(interpreter.session.settings.precisionText) }
    try interpreter.changePlan(choice.range) { plan in
      plan.update.precision = choice.value
      plan.rule.precision = choice.value
    }
  }
}
