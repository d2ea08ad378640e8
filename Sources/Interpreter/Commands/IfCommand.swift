import Expressions

/// `if loss < 0.01 { … } else { … }`
package struct IfCommand: BlockCommand, CompiledCommand {
  package static let synopsis = Synopsis(
    "if", .control, ["if CONDITION { … } [else if CONDITION { … }] [else { … }]"], "run commands if a condition holds",
    examples: ["let x = 3; if x > 2 { print \"more\" } else { print \"less\" }"])

  private var branches: [(condition: Expression, block: Block)] = []
  private var otherwise: Block?

  package init(_ operands: inout OperandReader) throws(Fault) {
    branches.append((try operands.expression("a condition"), try operands.block()))
    while operands.takeElse() {
      if operands.take("if") {
        branches.append((try operands.expression("a condition"), try operands.block()))
      } else {
        otherwise = try operands.block()
        return
      }
    }
  }

  package func run(_ interpreter: Interpreter) throws {
    if interpreter.options.isDry { return try runDry(interpreter) }
    for branch in branches where try branch.condition.truth(in: interpreter) {
      return try interpreter.perform(branch.block)
    }
    if let otherwise { try interpreter.perform(otherwise) }
  }

  func compile(_ compiler: inout LoopCompiler) throws(LoopCompiler.NotCompiled) {
    try compile(branches[...], &compiler)
  }

  private func compile(
    _ branches: ArraySlice<(condition: Expression, block: Block)>, _ compiler: inout LoopCompiler
  ) throws(LoopCompiler.NotCompiled) {
    guard let branch = branches.first else {
      if let otherwise { try compiler.append(otherwise) }
      return
    }
    try compiler.append(branch.block, if: branch.condition) { compiler throws(LoopCompiler.NotCompiled) in
      try compile(branches.dropFirst(), &compiler)
    }
  }

  /// Runs every branch.
  private func runDry(_ interpreter: Interpreter) throws {
    for branch in branches {
      _ = try branch.condition.truth(in: interpreter)
      try interpreter.perform(branch.block)
    }
    if let otherwise { try interpreter.perform(otherwise) }
  }
}

extension OperandReader {
  /// Takes `else`, on this line or after newlines.
  fileprivate mutating func takeElse() -> Bool {
    var probe = cursor
    probe.depth += 1
    probe.skipBlanks()
    guard probe.atWord("else") else { return false }
    cursor.position = probe.position + 4
    return true
  }
}
