import Expressions

/// `undo [N]`
package struct UndoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "undo", .state, ["undo [COUNT]"], "undo the last commands that changed something",
    details: """
      The last 100 commands can be undone; fewer if their networks and data would take more than 512 MB.
      `show states` numbers them, `goto N` goes to one, `diff M N` compares two.
      """,
    examples: ["let x = 1; let x = 2; undo; print x"])

  private let steps: HistorySteps

  package init(_ operands: inout OperandReader) throws(Fault) { steps = try HistorySteps(&operands) }

  package func run(_ interpreter: Interpreter) throws {
    let count = try steps.count(interpreter)
    let now = interpreter.history.now
    if count <= interpreter.history.depth { _ = try interpreter.recordable(state: now - count, at: steps.range) }
    guard let before = interpreter.history.back(count, from: interpreter.session) else {
      throw steps.tooMany("undo", "undone", count, interpreter.history.depth)
    }
    interpreter.session = before
    for state in (now - count + 1...now).reversed().prefix(10) { interpreter.remark("undone", state: state) }
    if count > 10 { interpreter.output.remark("# and \(count - 10) before") }
  }
}

/// The number of commands to undo or redo.
struct HistorySteps: Sendable {
  private var operand: Expression?
  let range: SourceRange

  init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if !operands.atEnd() { operand = try operands.number("a number of commands") }
  }

  func count(_ interpreter: Interpreter) throws(Fault) -> Int {
    guard let operand else { return 1 }
    return try interpreter.whole(operand, "the number of commands", in: 1...History.limit)
  }

  /// - Parameter depth: how many commands there are to undo or redo.
  func tooMany(_ verb: String, _ participle: String, _ count: Int, _ depth: Int) -> Fault {
    let range = operand?.range ?? range
    guard depth > 0 else { return Fault("nothing to \(verb)", at: range) }
    return Fault("cannot \(verb) \(count) commands", at: range, label: "only \(depth) can be \(participle)")
  }
}
