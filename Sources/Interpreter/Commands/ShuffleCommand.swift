import Expressions

/// `shuffle on|off`
package struct ShuffleCommand: Command {
  package static let synopsis = Synopsis(
    "shuffle", .data, ["shuffle on|off", "shuffle"], "present the samples of every epoch in a new random order",
    details: "Each epoch draws a permutation from the session's random numbers, see seed. Default: off.",
    examples: ["shuffle on; shuffle"])

  private var choice: Located<Bool>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { choice = try operands.choice("order", [("on", true), ("off", false)]) }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice else { return interpreter.output.line(interpreter.session.settings.shuffleText) }
    interpreter.session.settings.plan.shuffle = choice.value
  }
}
