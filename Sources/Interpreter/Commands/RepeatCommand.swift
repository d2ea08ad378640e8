import Expressions

/// `repeat 10 { … }`
package struct RepeatCommand: BlockCommand, CompiledCommand {
  package static let synopsis = Synopsis(
    "repeat", .control, ["repeat COUNT { … }"], "run commands several times",
    examples: ["let x = 1; repeat 3 { let x = 2 * x }; print x"])

  private let count: Expression
  private let block: Block

  package init(_ operands: inout OperandReader) throws(Fault) {
    count = try operands.number("a number of times")
    block = try operands.block()
  }

  package func run(_ interpreter: Interpreter) throws {
    let count = try interpreter.whole(self.count, "the number of times", in: 0...Int.max)
    try interpreter.loop("repeat", block, times: count)
  }

  func compile(_ compiler: inout LoopCompiler) throws(LoopCompiler.NotCompiled) {
    try compiler.append(block, times: count)
  }
}
