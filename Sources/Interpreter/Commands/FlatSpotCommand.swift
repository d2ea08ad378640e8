import Expressions

/// `flat-spot 0.1`
package struct FlatSpotCommand: Command {
  package static let synopsis = Synopsis(
    "flat-spot", .data, ["flat-spot NUMBER", "flat-spot"], "add a constant to every derivative (default 0)",
    details: "Saturated units go on learning: deriv + 0.1 (Fahlman 1988; with momentum it is SNNS's BackpropMomentum).",
    examples: ["flat-spot 0.1; flat-spot"])

  private var constant: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { constant = try operands.number("a constant") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let constant else { return interpreter.output.line(interpreter.session.settings.flatSpotText) }
    interpreter.session.settings.plan.rule.flatSpot = try interpreter.notNegative(constant, "a flat-spot constant")
  }
}
