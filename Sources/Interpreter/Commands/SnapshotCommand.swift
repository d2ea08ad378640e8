import Expressions

/// `snapshot A`
package struct SnapshotCommand: Command {
  package static let synopsis = Synopsis(
    "snapshot", .state, ["snapshot NAME", "snapshot"], "save the session under a name",
    details: "Without a name: list the snapshots.", examples: ["net 2 1; snapshot before; set w1 3; restore before"])

  private var name: Located<String>?

  package var isRecorded: Bool { name != nil }

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { name = try operands.word("a name") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let name else {
      let names = interpreter.session.snapshots.keys.sorted()
      func list() { for name in names { interpreter.output.line("snapshot \(name)") } }
      let isRecorded = interpreter.recording?.earlierSnapshots.isEmpty ?? true
      return isRecorded ? list() : interpreter.output.recorded(as: ["…"], list)
    }
    var kept = interpreter.session
    kept.snapshots = [:]
    interpreter.session.snapshots[name.value] = kept
    interpreter.recording?.earlierSnapshots.remove(name.value)
  }
}
