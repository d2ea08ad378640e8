import Expressions

/// `decay 1e-4 [weights]`
package struct DecayCommand: Command {
  package static let synopsis = Synopsis(
    "decay", .data, ["decay NUMBER [weights]", "decay"], "pull every parameter towards 0 (default 0)",
    details: """
      An update follows G − decay·w: the L2 penalty ½·decay·Σw², which the loss printed leaves out. With weights the
      biases stay out of it.
      """,
    examples: ["decay 1e-4; decay", "net 2 4 1; decay 1e-3 weights; train 100"])

  private var decay: Expression?
  private var sparesBiases = false

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    decay = try operands.number("a decay")
    sparesBiases = operands.take("weights")
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let decay else { return interpreter.output.line(interpreter.session.settings.decayText) }
    let value = try interpreter.notNegative(decay, "a decay")
    try interpreter.changePlan(decay.range) {
      $0.update.decay = value
      $0.update.decaysBiases = !sparesBiases
    }
  }
}
