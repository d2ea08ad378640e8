import Expressions

/// `goto 3`
package struct GotoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "goto", .state, ["goto STATE"], "go to a numbered state of the session",
    details: """
      State 0 is the start, and each command that changes something leads to the next: show states lists those that are
      kept. goto undoes or redoes the commands between; undo and redo go on from there.
      """,
    examples: ["net 2 1; set w1 3; set w1 4; goto 2; print w1"])

  private let state: Expression

  package init(_ operands: inout OperandReader) throws(Fault) { state = try operands.number("the number of a state") }

  package func run(_ interpreter: Interpreter) throws {
    let number = try interpreter.kept(state: state)
    let now = interpreter.history.now
    let found =
      number < now
      ? interpreter.history.back(now - number, from: interpreter.session)
      : interpreter.history.forward(number - now, from: interpreter.session)
    if let found { interpreter.session = found }
    interpreter.remark("now after", state: number)
  }
}
