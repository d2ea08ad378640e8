import Expressions

/// `report 100`
package struct ReportCommand: Command {
  package static let synopsis = Synopsis(
    "report", .data, ["report EPOCHS", "report off", "report"], "print the loss every so many epochs of a training",
    examples: ["net 2 4 1; report 100; train 300", "report off; report"])

  private enum Choice: Sendable {
    case off
    case every(Expression)
  }

  private var choice: Choice?

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    choice = operands.take("off") ? .off : .every(try operands.number("a number of epochs, or off"))
  }

  package func run(_ interpreter: Interpreter) throws {
    switch choice {
    case nil: interpreter.output.line(interpreter.session.settings.reportText)
    case .off: interpreter.session.settings.report = nil
    case .every(let epochs):
      interpreter.session.settings.report = try interpreter.whole(epochs, "a number of epochs", in: 1...1 << 52)
    }
  }
}
