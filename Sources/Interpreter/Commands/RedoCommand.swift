import Expressions

/// `redo [N]`
package struct RedoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "redo", .state, ["redo [COUNT]"], "redo undone commands",
    examples: ["let x = 1; let x = 2; undo; redo; print x"])

  private let steps: HistorySteps

  package init(_ operands: inout OperandReader) throws(Fault) { steps = try HistorySteps(&operands) }

  package func run(_ interpreter: Interpreter) throws {
    let count = try steps.count(interpreter)
    let now = interpreter.history.now
    if count <= interpreter.history.redoDepth {
      _ = try interpreter.recordable(state: now + count, at: steps.range)
    }
    guard let after = interpreter.history.forward(count, from: interpreter.session) else {
      throw steps.tooMany("redo", "redone", count, interpreter.history.redoDepth)
    }
    interpreter.session = after
    for state in (now + 1...now + count).prefix(10) { interpreter.remark("redone", state: state) }
    if count > 10 { interpreter.output.remark("# and \(count - 10) after") }
  }
}
