import Expressions

/// `restore A`
package struct RestoreCommand: Command {
  package static let synopsis = Synopsis(
    "restore", .state, ["restore SNAPSHOT"], "go back to a snapshot",
    examples: ["net 2 1; snapshot before; set w1 3; restore before"])

  private let name: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { name = try operands.word("the name of a snapshot") }

  package func run(_ interpreter: Interpreter) throws {
    let snapshots = interpreter.session.snapshots
    interpreter.session = try interpreter.snapshot(name)
    interpreter.session.snapshots = snapshots
  }
}
