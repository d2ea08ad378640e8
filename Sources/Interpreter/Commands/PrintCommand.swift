import Expressions

/// `print EXPR, "text", …`
package struct PrintCommand: UnrecordedCommand {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "print", .inspection, ["print VALUE, \"TEXT\", …"], "print values and strings, separated by spaces",
    details: """
      Numbers are printed in full; "{loss}" in a string inserts a value.
      Control characters in a string are printed as symbols such as ␛, unless nnsh was started with --raw.
      """,
    examples: ["print 1 / 3", "let x = 2; print \"x is {x}\", x^2"])

  private var values: [Expression] = []

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    values = try operands.expressions("a value")
  }

  package func run(_ interpreter: Interpreter) throws {
    var text = ""
    for (index, expression) in values.enumerated() {
      if index > 0 { text += " " }
      let value = try expression.value(in: interpreter)
      try Limits.require(bytes: value.descriptionSize, at: expression.range)
      text += value.description
    }
    try Limits.check()
    interpreter.output.printed(text)
  }
}
