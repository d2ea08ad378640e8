import Expressions

/// `share b[h1] b[h2]`
package struct ShareCommand: Command {
  package static let synopsis = Synopsis(
    "share", .network, ["share PLACE PLACE…", "share"], "tie parameters together, so that they share one value",
    details: """
      The value is that of the first PLACE; an update uses the sum of the gradients of all of them.
      PLACEs with several parameters are tied one by one, in order.
      """,
    examples: ["net 2 2 1; share b[h1] b[h2]; share"])

  private let places: [Located<Name>]
  private let range: SourceRange

  package var isRecorded: Bool { !places.isEmpty }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    places = try operands.places()
    guard places.count != 1 else { throw operands.missing("two places or more") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let groups = try interpreter.session.network(range).network.shared
    guard !places.isEmpty else {
      for group in groups { interpreter.output.line("share \(group.map { "w\($0 + 1)" }.joined(separator: " "))") }
      return
    }
    var lists: [[Int]] = []
    for place in places {
      lists.append(try interpreter.parameters(place))
      guard lists[0].count == lists[lists.count - 1].count else {
        throw Fault(
          "\(place.value) has \(lists[lists.count - 1].count) parameters, \(places[0].value) \(lists[0].count)",
          at: place.range)
      }
    }
    try interpreter.session.changeNetwork(range) { network in
      for index in lists[0].indices {
        var group = Set(lists.map { $0[index] })
        guard group.count > 1 else { throw Fault("a place is shared with itself", at: range) }
        let first = lists[0][index]
        for old in network.shared where !group.isDisjoint(with: old) { group.formUnion(old) }
        network.shared.removeAll { !group.isDisjoint(with: $0) }
        network.shared.append(group.sorted())
        for member in group {
          network.values[member] = network.values[first]
          network.initial[member] = network.initial[first]
        }
      }
    }
  }
}
