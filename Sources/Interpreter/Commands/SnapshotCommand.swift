import Expressions

/// `snapshot A`
package struct SnapshotCommand: Command {
  package static let synopsis = Synopsis(
    "snapshot", .state, ["snapshot NAME", "snapshot"], "keep the session as it is under a name",
    details: "Without a name: list the snapshots.", examples: ["net 2 1; snapshot before; set w1 3; restore before"])

  private var name: Located<String>?

  package var isRecorded: Bool { name != nil }

  package init(_ operands: inout OperandReader) throws(Fault) {
    if !operands.atEnd() { name = try operands.word("a name") }
  }

  package func run(_ interpreter: Interpreter) throws {
    guard let name else {
      for name in interpreter.session.snapshots.keys.sorted() { interpreter.output.line("snapshot \(name)") }
      return
    }
    var kept = interpreter.session
    kept.snapshots = [:]
    interpreter.session.snapshots[name.value] = kept
  }
}

extension Interpreter {
  func snapshot(_ name: Located<String>) throws(Fault) -> Session {
    if let kept = session.snapshots[name.value] { return kept }
    let known = session.snapshots.keys.sorted()
    throw Fault(
      "there is no snapshot '\(name.value)'", at: name.range,
      label: known.isEmpty ? "none was taken" : "there are \(known.joined(separator: ", "))",
      help: nearest(to: name.value, among: known).map { "did you mean \($0)?" })
  }
}
