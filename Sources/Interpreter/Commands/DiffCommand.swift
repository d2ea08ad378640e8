import Expressions

/// `diff A`
package struct DiffCommand: UnrecordedCommand {
  package static let synopsis = Synopsis(
    "diff", .state, ["diff SNAPSHOT"], "show the parameters that differ from a snapshot",
    examples: ["net 2 1; snapshot before; set w1 3; diff before"])

  private let name: Located<String>

  package init(_ operands: inout OperandReader) throws(Fault) { name = try operands.word("the name of a snapshot") }

  package func run(_ interpreter: Interpreter) throws {
    let before = try interpreter.session.snapshot(name).network(name.range).network
    let now = try interpreter.session.network(name.range).network
    guard before.topology == now.topology else {
      return interpreter.output.line("# the networks differ: \(before.summary[0]) and \(now.summary[0])")
    }
    let digits = interpreter.session.settings.digits
    let changed = now.values.indices.filter { now.values[$0] != before.values[$0] }
    if changed.isEmpty { interpreter.output.line("# no parameter differs") }
    let rows = changed.map { index in
      let old = rounded(before.values[index], digits: digits)
      return ("w\(index + 1) = \(rounded(now.values[index], digits: digits))", "was \(old)")
    }
    QuantityTable.aligned(rows).forEach(interpreter.output.line)
  }
}
