import Expressions

/// `freeze w5`
package struct FreezeCommand: Command {
  package static let synopsis = Synopsis(
    "freeze", .network, ["freeze PLACE…", "freeze"], "keep parameters fixed during updates",
    details: "b is every bias, w every weight. Without operands: list what is frozen.",
    examples: ["net 2 4 1; freeze w5", "net 2 2 1; freeze b; freeze"])

  private let places: [Located<Name>]
  private let range: SourceRange

  package var isRecorded: Bool { !places.isEmpty }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    places = try operands.places()
  }

  package func run(_ interpreter: Interpreter) throws {
    let frozen = try interpreter.session.network(range).network.frozen
    guard !places.isEmpty else {
      return interpreter.output.line(
        frozen.isEmpty ? "# nothing is frozen" : "freeze \(frozen.sorted().map { "w\($0 + 1)" }.joined(separator: " "))"
      )
    }
    for place in places {
      let parameters = try interpreter.parameters(place)
      interpreter.session.state?.network.frozen.formUnion(parameters)
    }
  }
}

extension OperandReader {
  mutating func places() throws(Fault) -> [Located<Name>] {
    var places: [Located<Name>] = []
    while !atEnd() { places.append(try name("a parameter")) }
    return places
  }
}
