import Expressions

/// `undo [N]`
package struct UndoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "undo", .state, ["undo [COUNT]"], "undo the last commands that changed something",
    details: "The last 100 commands can be undone.", examples: ["let x = 1; let x = 2; undo; print x"])

  private let steps: HistorySteps

  package init(_ operands: inout OperandReader) throws(Fault) { steps = try HistorySteps(&operands) }

  package func run(_ interpreter: Interpreter) throws {
    guard let before = interpreter.history.back(try steps.count(interpreter), from: interpreter.session) else {
      throw steps.tooMany("undo", "can be taken back", interpreter.history.depth)
    }
    interpreter.session = before
  }
}

/// How many commands `undo` and `redo` go.
struct HistorySteps: Sendable {
  private var operand: Expression?
  private let range: SourceRange

  init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if !operands.atEnd() { operand = try operands.number("how many commands") }
  }

  func count(_ interpreter: Interpreter) throws(Fault) -> Int {
    guard let operand else { return 1 }
    return try interpreter.whole(operand, "a number of commands", in: 1...History.limit)
  }

  func tooMany(_ verb: String, _ possible: String, _ depth: Int) -> Fault {
    let place = operand?.range ?? range
    guard depth > 0 else { return Fault("there is nothing to \(verb)", at: place) }
    return Fault("there are not so many commands to \(verb)", at: place, label: "\(depth) \(possible)")
  }
}
