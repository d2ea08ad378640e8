import Expressions

/// `freeze w5`
package struct FreezeCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "freeze", .network, ["freeze PARAMETERS…", "freeze"], "keep parameters fixed during updates",
    details: """
      b is every bias, w every weight. Parameters that are tied together are frozen together.
      Without operands: list what is frozen.
      """,
    examples: ["net 2 4 1; freeze w5", "net 2 2 1; freeze b; freeze"])

  static var stage: SavingStage { .layerSettings }

  static func saved(_ session: Session) -> [String] {
    guard let network = session.state?.network, !network.frozen.isEmpty else { return [] }
    return ["freeze \(network.names(of: network.frozen).joined(separator: " "))"]
  }

  private let names: [Located<Name>]
  private let range: SourceRange

  package var isRecorded: Bool { !names.isEmpty }

  package init(_ operands: inout OperandReader) throws(Fault) {
    range = operands.name.range
    names = try operands.parameterNames()
  }

  package func run(_ interpreter: Interpreter) throws {
    let network = try interpreter.session.network(range).network
    let frozen = network.frozen
    guard !names.isEmpty else {
      return interpreter.output.line(
        frozen.isEmpty ? "# nothing is frozen" : "freeze \(frozen.sorted().map { "w\($0 + 1)" }.joined(separator: " "))"
      )
    }
    for name in names {
      let parameters = try interpreter.parameters(name)
      interpreter.session.state?.network.frozen.formUnion(network.withTied(parameters))
    }
  }
}

extension OperandReader {
  /// Takes the names of parameters up to the end.
  mutating func parameterNames() throws(Fault) -> [Located<Name>] {
    var names: [Located<Name>] = []
    while !atEnd() { names.append(try name("a parameter")) }
    return names
  }
}
