import Expressions

/// `undo [N]`
package struct UndoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "undo", .state, ["undo [COUNT]"], "take back the last commands that changed something",
    details: "The last \(History.limit) commands can be taken back.", examples: ["let x = 1; let x = 2; undo; print x"])

  private var count: Expression?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if !operands.atEnd() { count = try operands.number("how many commands") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let steps =
      try count.map { expression throws(Fault) in
        try interpreter.whole(expression, "a number of commands", in: 1...History.limit)
      } ?? 1
    guard let before = interpreter.history.back(steps, from: interpreter.session) else {
      throw Fault(
        "there is nothing to undo", at: range, label: "\(interpreter.history.depth) commands can be taken back")
    }
    interpreter.session = before
  }
}

/// `redo [N]`
package struct RedoCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "redo", .state, ["redo [COUNT]"], "do again what undo took back",
    examples: ["let x = 1; let x = 2; undo; redo; print x"])

  private var count: Expression?
  private let range: SourceRange

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    if !operands.atEnd() { count = try operands.number("how many commands") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let steps =
      try count.map { expression throws(Fault) in
        try interpreter.whole(expression, "a number of commands", in: 1...History.limit)
      } ?? 1
    guard let after = interpreter.history.forward(steps, from: interpreter.session) else {
      throw Fault(
        "there is nothing to redo", at: range, label: "\(interpreter.history.redoDepth) commands were taken back")
    }
    interpreter.session = after
  }
}
