import Expressions
import NeuralNetwork

extension Session {
  /// Sets parameters, also as the values that `reset` restores.
  ///
  /// - Parameter values: one for each parameter, or one for all.
  mutating func setParameters(_ range: SourceRange, _ parameters: [Int], to values: [Double]) throws {
    try changeNetwork(range) { network in
      for (index, parameter) in parameters.enumerated() {
        let value = values.count == 1 ? values[0] : values[index]
        network.values[parameter] = value
        network.initial[parameter] = value
      }
      if !network.shared.isEmpty { network.unify(parameters) }
    }
  }

  /// The largest number of connections that a command adds or removes.
  static var connectionsAtOnce: Int { 10_000 }

  /// Adds or removes the connections from each source unit to each target unit; the names are for messages. Forgets the
  /// step and the training.
  ///
  /// - Parameter weight: that of added connections; nil to remove them.
  /// - Throws: `Fault` for more than 10,000 connections, for those that exist already or do not.
  mutating func changeConnections(
    _ source: Located<Name>, _ sources: [Int], _ target: Located<Name>, _ targets: [Int], weight: Double?
  ) throws {
    let range = source.range.union(target.range)
    guard sources.count * targets.count <= Session.connectionsAtOnce else {
      throw Fault(
        "\(sources.count * targets.count) connections: at most \(Session.connectionsAtOnce) at once", at: range)
    }
    // Forgotten with the first of several changes.
    if !hasChangedConnections { try startOver(source.range) { _ in } }
    do throws(StructureError) {
      try change(sources.flatMap { from in targets.map { UnitPair(source: from, target: $0) } }, weight: weight)
    } catch {
      throw Fault(wording(error, "\(source.value)", "\(target.value)"), at: range)
    }
  }
}

private func wording(_ error: StructureError, _ source: String, _ target: String) -> String {
  switch error {
  case .alreadyConnected: "\(source) and \(target) are already connected"
  case .notConnected: "\(source) and \(target) are not connected"
  default: "cannot connect \(source) to \(target): connections run from a layer to a later one"
  }
}
