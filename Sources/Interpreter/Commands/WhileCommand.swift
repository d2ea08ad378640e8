import Expressions

/// `while loss > 0.01 max 1000 { … }`
package struct WhileCommand: BlockCommand, CompiledCommand {
  package static let synopsis = Synopsis(
    "while", .control, ["while CONDITION max COUNT { … }"], "run commands while a condition holds, at most COUNT times",
    examples: ["let x = 1; while x < 100 max 50 { let x = 2 * x }; print x"])

  private let condition: Expression
  private let limit: Expression
  private let block: Block

  package init(_ operands: inout OperandReader) throws(Fault) {
    condition = try operands.expression("a condition")
    guard operands.take("max") else {
      var fault = operands.missing("'max' and a number of iterations")
      if operands.cursor.byte == Ascii.openBrace {
        fault.help = "\(operands.commandText(to: operands.cursor.position)) max 1000 { … }"
      }
      throw fault
    }
    limit = try operands.number("a number of iterations")
    block = try operands.block()
  }

  package func run(_ interpreter: Interpreter) throws {
    let limit = try interpreter.whole(self.limit, "the maximum number of iterations", in: 0...Int.max)
    try interpreter.loop("while", block, times: limit, while: condition)
  }

  func compile(_ compiler: inout LoopCompiler) throws(LoopCompiler.NotCompiled) {
    try compiler.append(block, times: limit, while: condition)
  }
}
