import Expressions
import NeuralNetwork

/// `connect i1 o1`
package struct ConnectCommand: Command {
  package static let synopsis = Synopsis(
    "connect", .network, ["connect SOURCE TARGET [WEIGHT]"], "add a connection, with weight 0 if none is given",
    details: "SOURCE and TARGET are units, or layers for all their units; connections run forward.",
    examples: ["net 2 2 1; connect i1 o1", "net 2 2 1; connect i o 0.5"])

  private let source: Located<Name>
  private let target: Located<Name>
  private var weight: Expression?

  package init(_ operands: inout OperandReader) throws(Fault) {
    source = try operands.name("a unit to connect from")
    target = try operands.name("a unit to connect to")
    if !operands.atEnd() { weight = try operands.number("a weight") }
  }

  package func run(_ interpreter: Interpreter) throws {
    let weight = try self.weight.map { expression throws(Fault) in try interpreter.number(expression) } ?? 0
    try changeConnections(interpreter, source, target) { network, source, target throws(StructureError) in
      try network.connect(source, to: target)
      if let parameter = network.topology.weight(from: source, to: target) {
        network.values[parameter] = weight
        network.initial[parameter] = weight
      }
    }
  }
}

/// `disconnect i2 h3`
package struct DisconnectCommand: Command {
  package static let synopsis = Synopsis(
    "disconnect", .network, ["disconnect SOURCE TARGET"], "remove a connection",
    details: "SOURCE and TARGET are units, or layers for all their units.",
    examples: ["net 2 4 1; disconnect i2 h3"])

  private let source: Located<Name>
  private let target: Located<Name>

  package init(_ operands: inout OperandReader) throws(Fault) {
    source = try operands.name("a unit the connection comes from")
    target = try operands.name("a unit it goes to")
  }

  package func run(_ interpreter: Interpreter) throws {
    try changeConnections(interpreter, source, target) { network, source, target throws(StructureError) in
      try network.disconnect(source, from: target)
    }
  }
}

private func changeConnections(
  _ interpreter: Interpreter, _ source: Located<Name>, _ target: Located<Name>,
  _ change: (inout Network, Int, Int) throws(StructureError) -> Void
) throws {
  let sources = try interpreter.units(source)
  let targets = try interpreter.units(target)
  let range = source.range.union(target.range)
  guard sources.count * targets.count <= 10_000 else {
    throw Fault("that are \(sources.count * targets.count) connections", at: range, label: "at most 10000 at once")
  }
  try interpreter.changeNetwork(source.range) { network in
    for from in sources {
      for to in targets {
        do throws(StructureError) {
          try change(&network, from, to)
        } catch {
          throw Fault("\(source.value) and \(target.value) \(wording(error))", at: range)
        }
      }
    }
  }
  interpreter.session.startOver()
}

private func wording(_ error: StructureError) -> String {
  switch error {
  case .alreadyConnected: "are connected already"
  case .notConnected: "are not connected"
  default: "do not connect: connections run from a layer to a later one"
  }
}
