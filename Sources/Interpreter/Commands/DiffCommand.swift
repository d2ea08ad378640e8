import Expressions
import NeuralNetwork

/// `diff before`, `diff 3 5`
package struct DiffCommand: UnrecordedCommand {
  package static let isPaged = true

  package static let synopsis = Synopsis(
    "diff", .state, ["diff SNAPSHOT|STATE [SNAPSHOT|STATE]"],
    "show the parameters that differ from a snapshot or a numbered state, or between two",
    details: "The largest differences come first. show states numbers the states.",
    examples: ["net 2 1; snapshot before; set w1 3; diff before", "net 2 1; set w1 3; set w2 4; diff 1 3"])

  /// A snapshot by name or a state by number.
  private enum Version {
    case snapshot(Located<String>)
    case state(Expression)
  }

  private let range: SourceRange
  private let old: Version
  private var new: Version?

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    old = try DiffCommand.version(&operands)
    if !operands.atEnd() { new = try DiffCommand.version(&operands) }
  }

  private static func version(_ operands: inout OperandReader) throws(Fault) -> Version {
    operands.atNumber()
      ? .state(try operands.number("the number of a state"))
      : .snapshot(try operands.word("the name of a snapshot or the number of a state"))
  }

  package func run(_ interpreter: Interpreter) throws {
    let before = try network(old, interpreter)
    let now = try new.map { try network($0, interpreter) } ?? interpreter.session.network(range).network
    guard before.topology == now.topology else {
      return interpreter.output.line("# the networks differ: \(before.summary[0]) and \(now.summary[0])")
    }
    let digits = interpreter.session.settings.digits
    func difference(_ index: Int) -> Double {
      let size = (now.values[index] - before.values[index]).magnitude
      return size.isNaN ? .infinity : size
    }
    let changed = now.values.indices.filter { now.values[$0] != before.values[$0] }
      .sorted { (difference($0), $1) > (difference($1), $0) }
    if changed.isEmpty { interpreter.output.line("# no parameter differs") }
    let rows = changed.map { index in
      let old = rounded(before.values[index], digits: digits)
      return ("w\(index + 1) = \(rounded(now.values[index], digits: digits))", "was \(old)")
    }
    for line in QuantityTable.aligned(rows) { interpreter.output.line(line) }
  }

  private func network(_ version: Version, _ interpreter: Interpreter) throws(Fault) -> Network {
    switch version {
    case .snapshot(let name): return try interpreter.session.snapshot(name).network(name.range).network
    case .state(let expression):
      // A number may also be the name of a snapshot.
      let text = interpreter.source.text(expression.range.lower, expression.range.upper)
      if let snapshot = interpreter.session.snapshots[text] { return try snapshot.network(expression.range).network }
      let number = try interpreter.kept(state: expression)
      let kept = interpreter.history.sessions(around: interpreter.session).first { $0.state == number }
      return try (kept?.session ?? interpreter.session).network(expression.range).network
    }
  }
}
