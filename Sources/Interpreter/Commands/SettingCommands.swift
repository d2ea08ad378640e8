import Expressions

/// `detail brief|full|off`
package struct DetailCommand: Command {
  package static let synopsis = Synopsis(
    "detail", .looking, ["detail full|brief|off|auto", "detail"], "choose how much of a step is printed",
    details: "auto: full up to 64 connections, brief (NAME = RESULT) above.", examples: ["detail brief; detail"])

  private var choice: Located<Detail?>?

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    choice = try operands.choice("detail", [("full", .full), ("brief", .brief), ("off", .off), ("auto", nil)])
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let choice else {
      return interpreter.output.line("detail \(interpreter.session.settings.detail?.rawValue ?? "auto")")
    }
    interpreter.session.settings.detail = choice.value
  }
}

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
