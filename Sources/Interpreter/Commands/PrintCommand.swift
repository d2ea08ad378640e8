import Expressions

/// `print EXPR, "text", …`
package struct PrintCommand: UnrecordedCommand {
  package static let failsUnchanged = true

  package static let synopsis = Synopsis(
    "print", .inspection, ["print VALUE, \"TEXT\", …"], "print values and strings, separated by spaces",
    details: """
      Numbers are printed in full, at the prompt with the digits of `digits`; "{loss}" in a string inserts a value.
      Control characters in a string are printed as symbols such as ␛, unless nnsh was started with --raw.
      """,
    examples: ["print 1 / 3", "let x = 2; print \"x is {x}\", x^2"])

  private var values: [Expression] = []

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd() else { return }
    values = try operands.expressions("a value")
  }

  package func run(_ interpreter: Interpreter) throws {
    var (text, rounded) = ("", "")
    let output = interpreter.output
    let digits = output.terminal == nil ? nil : interpreter.session.settings.digits
    for (index, expression) in values.enumerated() {
      let space = index > 0 ? " " : ""
      let value = try expression.value(in: interpreter)
      try Limits.require(bytes: value.descriptionSize, at: expression.range)
      text += space + value.description
      if let digits { rounded += space + value.rounded(digits) }
    }
    try Limits.check()
    if digits == nil { output.printed(text) } else { output.printed(rounded, recorded: text) }
  }
}

extension Value {
  /// The value to this many significant digits; all that are needed from 17.
  func rounded(_ digits: Int) -> String {
    guard digits < 17 else { return description }
    return switch self {
    case .number(let number): Expressions.rounded(number, digits: digits)
    case .vector(let elements):
      "[\(elements.map { Expressions.rounded($0, digits: digits) }.joined(separator: ", "))]"
    default: description
    }
  }
}
