import Expressions
import NeuralNetwork

/// `connect i1 o1`
package struct ConnectCommand: Command, SavedPart {
  package static let synopsis = Synopsis(
    "connect", .network, ["connect FROM TO [WEIGHT]"], "add a connection (weight 0 if none is given)",
    details: "FROM and TO are units, or layers for all their units; connections only run forward.",
    examples: ["net 2 2 1; connect i1 o1", "net 2 2 1; connect i o 0.5"])

  static var stage: SavingStage { .connections }

  static func saved(_ session: Session) -> [String] {
    guard let topology = session.state?.network.topology else { return [] }
    return topology.addedConnections.map { "connect \($0)" }
  }

  private let source: Located<Name>
  private let target: Located<Name>
  private var weight: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    source = try operands.name("a unit or layer to connect from")
    target = try operands.name("a unit or layer to connect to")
    if !operands.atEnd() { weight = try operands.number("a weight") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let weight = try weight.map { operand throws(Fault) in try interpreter.finiteNumber(operand) } ?? 0
    let (sources, targets) = (try interpreter.units(source), try interpreter.units(target))
    try interpreter.session.changeConnections(source, sources, target, targets, weight: weight)
  }
}
