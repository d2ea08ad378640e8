import Expressions

/// `digits 6`
package struct DigitsCommand: Command {
  package static let synopsis = Synopsis(
    "digits", .looking, ["digits COUNT", "digits"], "choose the significant digits of what is shown (default 6)",
    examples: ["digits 9; digits"])

  private var count: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { count = try operands.number("how many digits") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let count else { return interpreter.output.line("digits \(interpreter.session.settings.digits)") }
    interpreter.session.settings.digits = try interpreter.whole(count, "a number of digits", in: 1...17)
  }
}
