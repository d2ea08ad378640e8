import Expressions

/// `quit [CODE]`
package struct QuitCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "quit", .state, ["quit [CODE]"], "leave, with an exit code (default 0)", examples: [])

  private var code: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { code = try operands.number("an exit code") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let code = try code.map { expression throws(Fault) in
      try interpreter.whole(expression, "exit code", in: 0...255)
    }
    throw Quit(code: code.map(Int32.init))
  }
}
