import Expressions
import NeuralNetwork

/// `disconnect i2 h3`
package struct DisconnectCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "disconnect", .network, ["disconnect FROM TO"], "remove a connection",
    details: "FROM and TO are units, or layers for all their units.",
    examples: ["net 2 4 1; disconnect i2 h3"])

  static var stage: SavingStage { .connections }

  static func saved(_ session: Session) -> [String] {
    guard let topology = session.state?.network.topology else { return [] }
    return topology.removedConnections.map { "disconnect \($0)" }
  }

  private let source: Located<Name>
  private let target: Located<Name>

  package init(_ operands: inout OperandReader) throws(Fault) {
    source = try operands.name("a unit or layer to disconnect from")
    target = try operands.name("a unit or layer to disconnect")
  }

  package func run(_ interpreter: Interpreter) throws {
    let (sources, targets) = (try interpreter.units(source), try interpreter.units(target))
    try interpreter.session.changeConnections(source, sources, target, targets, weight: nil)
  }
}
