import Expressions

/// `rate 0.5`
package struct RateCommand: Command {
  package static let synopsis = Synopsis(
    "rate", .data, ["rate NUMBER", "rate"], "set the learning rate (default 0.5)",
    details: """
      0 leaves the weights as they are. A schedule begins again from the number. Without a number: what was set. Until a
      rate is set, adam and rmsprop have 0.001 and adagrad 0.01.
      """,
    examples: ["rate 0.1; rate", "rate (1/3)"])

  private var rate: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { rate = try operands.number("a learning rate") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let rate else { return interpreter.output.line(interpreter.session.settings.rateText) }
    interpreter.session.settings.plan.update.rate = try interpreter.notNegative(rate, "a rate")
    interpreter.session.settings.isRateSet = true
    interpreter.session.schedule.rate = nil
  }
}

extension Interpreter {
  /// A finite number that is not below 0.
  func notNegative(_ expression: Expression, _ wanted: String) throws(Fault) -> Double {
    let value = try number(expression)
    guard value.isFinite, value >= 0 else {
      throw Fault("\(wanted) is a finite number from 0, got \(shortest(value))", at: expression.range)
    }
    return value
  }
}
