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
