import Expressions

/// `decay 1e-4`
package struct DecayCommand: Command {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER", "decay"], "pull every parameter towards 0 (default 0)",
    details: "An update follows G − decay·w: the L2 penalty ½·decay·Σw², which the loss printed leaves out.",
    examples: ["decay 1e-4; decay"])

  private var decay: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { decay = try operands.number("a decay") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let decay else { return interpreter.output.line(interpreter.session.settings.decayText) }
    let value = try interpreter.notNegative(decay, "a decay")
    try interpreter.changePlan(decay.range) { $0.update.decay = value }
  }
}
