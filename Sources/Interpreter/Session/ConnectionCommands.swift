import NeuralNetwork
import WorkedExamples

extension Topology {
  /// The operands of `connect` for the connections that a dense network of these layers does not have.
  var addedConnections: [String] { operands { sources, previous in sources.subtracting(previous) } }

  /// The operands of `disconnect` for the connections that only a dense network of these layers has.
  var removedConnections: [String] { operands { sources, previous in previous.subtracting(sources) } }

  /// `i1 o1`, or `i o` for all between two layers.
  ///
  /// - Parameter select: of the sources of a unit and the units of the layer before it.
  private func operands(_ select: (_ sources: Set<Int>, _ previous: Set<Int>) -> Set<Int>) -> [String] {
    guard !isDense else { return [] }
    let names = UnitNames(self)
    var operands: [String] = []
    for layer in 1..<sizes.count {
      let previous = Set(units(of: layer - 1))
      var links: [Int: [(source: Int, target: Int)]] = [:]
      for unit in units(of: layer) {
        let found = select(Set(sources(of: unit).map(\.unit)), previous)
        for source in found.sorted() { links[self.layer(of: source), default: []].append((source, unit)) }
      }
      for (first, found) in links.sorted(by: { $0.key < $1.key }) {
        if found.count == sizes[first] * sizes[layer], found.count <= Session.connectionsAtOnce {
          operands.append("\(names.layerName(first)) \(names.layerName(layer))")
        } else {
          operands += found.map { "\(names.unitName($0.source)) \(names.unitName($0.target))" }
        }
      }
    }
    return operands
  }
}

extension Network {
  /// The names of these parameters: those of all weights or all biases of a layer where they are complete.
  func names(of parameters: Set<Int>) -> [String] {
    let names = UnitNames(topology)
    return (1..<topology.sizes.count).flatMap { layer -> [String] in
      let connections = topology.connections[layer]
      let weights = connections.weightParameters
      let parts = [("w", weights), ("b", weights.upperBound..<connections.endParameter)]
      return parts.flatMap { letter, range -> [String] in
        guard !range.isEmpty else { return [] }
        if range.allSatisfy(parameters.contains) { return ["\(letter)[\(names.layerName(layer))]"] }
        return range.filter(parameters.contains).map { "w\($0 + 1)" }
      }
    }
  }
}
