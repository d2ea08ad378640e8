import Expressions

/// `share b[h1] b[h2]`
package struct ShareCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "share", .network, ["share PARAMETERS PARAMETERS…", "share"],
    "tie parameters together, so that they share one value",
    details: """
      The value is that of the first operand; an update uses the sum of the gradients of all of them. If one of them
      is frozen, all are.
      Operands with several parameters are tied element by element.
      """,
    examples: ["net 2 2 1; share b[h1] b[h2]; share"])

  static var stage: SavingStage { .sharing }

  static func saved(_ session: Session) -> [String] { commands(session.state?.network.shared ?? []) }

  private static func commands(_ groups: [[Int]]) -> [String] {
    groups.map { group in "share \(group.map { "w\($0 + 1)" }.joined(separator: " "))" }
  }

  private let names: [Located<Name>]
  private let range: SourceRange

  package var isRecorded: Bool { !names.isEmpty }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    names = try operands.parameterNames()
    guard names.count != 1 else { throw operands.missing("at least two parameters") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let groups = try interpreter.session.network(range).network.shared
    guard !names.isEmpty else {
      return Self.commands(groups).forEach(interpreter.output.line)
    }
    var lists: [[Int]] = []
    for name in names {
      lists.append(try interpreter.parameters(name))
      guard lists[0].count == lists[lists.count - 1].count else {
        throw Fault(
          "\(name.value) has \(counted(lists[lists.count - 1].count, "parameter")), but \(names[0].value) has \(lists[0].count)",
          at: name.range)
      }
    }
    try interpreter.requireCopyOfNetwork(at: range)
    try interpreter.session.changeNetwork(range) { network in
      for index in lists[0].indices {
        var group = Set(lists.map { $0[index] })
        guard group.count > 1 else { throw Fault("a parameter cannot be tied to itself", at: names[1].range) }
        let first = lists[0][index]
        for old in network.shared where !group.isDisjoint(with: old) { group.formUnion(old) }
        network.shared.removeAll { !group.isDisjoint(with: $0) }
        network.shared.append(group.sorted())
        if !network.frozen.isDisjoint(with: group) { network.frozen.formUnion(group) }
        for member in group {
          network.values[member] = network.values[first]
          network.initial[member] = network.initial[first]
        }
      }
    }
  }
}
