import Expressions

/// `clip 5`
package struct ClipCommand: Command {
  package static let synopsis = Synopsis(
    "clip", .data, ["clip LENGTH", "clip off", "clip"], "shorten gradients that are longer than this (default off)",
    details: "The length is that of the gradient over all parameters, √Σ(∂E/∂w)².",
    examples: ["clip 5; clip", "clip off"])

  private enum Choice: Sendable {
    case off
    case length(Expression)
  }

  private var choice: Choice?

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    choice = operands.take("off") ? .off : .length(try operands.number("a length, or off"))
  }

  package func run(_ interpreter: Interpreter) throws {
    switch choice {
    case nil: interpreter.output.line(interpreter.session.settings.clipText)
    case .off: interpreter.session.settings.plan.update.clip = nil
    case .length(let length):
      let value = try interpreter.notNegative(length, "a length")
      guard value > 0 else { throw Fault("a length to clip at is above 0", at: length.range, help: "clip off") }
      try interpreter.changePlan(length.range) { $0.update.clip = value }
    }
  }
}
