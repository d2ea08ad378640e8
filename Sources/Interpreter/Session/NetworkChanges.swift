import Expressions
import NeuralNetwork

extension Session {
  /// Gives parameters values, which `reset` comes back to.
  mutating func setParameters(_ range: SourceRange, _ values: [(Int, Double)]) throws {
    try changeNetwork(range) { network in
      for (parameter, value) in values {
        network.values[parameter] = value
        network.initial[parameter] = value
      }
      network.unify(values.map(\.0))
    }
  }

  /// Adds or removes the connections from each of some units to each of others, which the names stand for.
  mutating func changeConnections(
    _ source: Located<Name>, _ sources: [Int], _ target: Located<Name>, _ targets: [Int],
    _ change: (inout Network, Int, Int) throws(StructureError) -> Void
  ) throws {
    let range = source.range.union(target.range)
    guard sources.count * targets.count <= 10_000 else {
      throw Fault("that are \(sources.count * targets.count) connections", at: range, label: "at most 10000 at once")
    }
    try startOver(source.range) { network in
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
  }
}

private func wording(_ error: StructureError) -> String {
  switch error {
  case .alreadyConnected: "are connected already"
  case .notConnected: "are not connected"
  default: "do not connect: connections run from a layer to a later one"
  }
}
