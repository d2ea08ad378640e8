import Expressions

/// `for x in 0.1 0.5 { … }`, `for s in 1..24 { … }`
package struct ForCommand: BlockCommand {
  package static let synopsis = Synopsis(
    "for", .control, ["for NAME in VALUE… { … }", "for NAME in FIRST..LAST { … }"],
    "run commands for each value of a list or range",
    examples: ["for x in 0.1 0.5 { print x }", "for s in 1..3 { print s }", "let v = [1, 2]; for x in (v) { print x }"])

  private let name: Located<String>
  private var values: [Expression] = []
  private var last: Expression?
  private let block: Block

  package init(_ operands: inout OperandReader) throws(Fault) {
    guard !operands.atEnd(), operands.cursor.atIdentifier else { throw operands.missing("a name") }
    name = operands.cursor.readIdentifier()
    guard operands.take("in") else { throw operands.missing("'in' and values") }
    while operands.atNumber() { values.append(try operands.number("a value")) }
    guard !values.isEmpty else { throw operands.missing("values after 'in'") }
    if operands.cursor.byte == Ascii.period, operands.cursor.byte(at: 1) == Ascii.period {
      operands.cursor.position += 2
      last = try operands.number("the last value")
      guard values.count == 1 else {
        throw Fault("a range has a single first value", at: values[0].range.union(values[values.count - 1].range))
      }
    }
    block = try operands.block()
  }

  package func run(_ interpreter: Interpreter) throws {
    let variable = Identifier(name.value)
    let outer = interpreter.session.variables[variable]
    defer { interpreter.session.variables[variable] = outer }
    let values: [Double]
    let count: Int
    if let last {
      let first = try interpreter.whole(self.values[0], "the first value of a range", in: -(1 << 53)...(1 << 53))
      let end = try interpreter.whole(last, "the last value of a range", in: -(1 << 53)...(1 << 53))
      values = [Double(first)]
      count = max(0, end - first + 1)
    } else {
      values = try interpreter.numbers(self.values)
      count = values.count
    }
    let isRange = last != nil
    try interpreter.loop("for", block, times: count) { iteration in
      let value = isRange ? values[0] + Double(iteration) : values[iteration]
      interpreter.rename(loop: "for \(name.value) = \(shortest(value)), iteration")
      interpreter.session.variables[variable] = .number(value)
    }
  }
}
