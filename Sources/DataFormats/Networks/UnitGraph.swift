import Expressions
import NeuralNetwork

/// A network as units with the connections into each, as files list them.
struct UnitGraph {
  struct Unit {
    var activation: Activation
    /// nil for a unit without a bias; 0 is the same if others have one.
    var bias: Double?
    /// The units it reads, as indices into `units` that count the inputs first.
    var sources: [(unit: Int, weight: Double)] = []
  }

  let inputCount: Int
  /// Those after the inputs, layer by layer.
  var layers: [[Unit]]

  /// The sources of each unit must come before its layer. Throws `NetworkFileError`, or `Fault` for lack of memory.
  func network() throws -> Network {
    let units = layers.flatMap { $0 }
    try Limits.require(numbers: units.reduce(units.count) { $0 + 2 * $1.sources.count })
    for (index, layer) in layers.enumerated() where layer.contains(where: { $0.activation == .softmax }) {
      guard index + 1 == layers.count, layer.allSatisfy({ $0.activation == .softmax }) else {
        throw NetworkFileError.unsupported("softmax of a hidden layer, or of a part of a layer")
      }
    }
    let hasBiases = units.contains { $0.bias != nil }
    let topology: Topology
    do throws(StructureError) {
      topology = try Topology(
        sizes: [inputCount] + layers.map(\.count), activations: units.map(\.activation),
        sources: units.map { $0.sources.map(\.unit) }, biases: hasBiases)
    } catch {
      throw switch error {
      case .alreadyConnected: NetworkFileError.inconsistent("two units are connected twice")
      case .notForward: NetworkFileError.unsupported("connections within a layer or back")
      case .emptyLayer, .tooFewLayers: NetworkFileError.inconsistent("a layer has no units")
      case .tooLarge, .notConnected: NetworkFileError.unsupported("more parameters than nnsh holds")
      }
    }
    var network = Network(topology)
    for (index, unit) in units.enumerated() {
      try Limits.check()
      let target = inputCount + index
      for (link, source) in zip(topology.sources(of: target), unit.sources.sorted(by: { $0.unit < $1.unit })) {
        network.values[link.parameter] = source.weight
      }
      if let bias = topology.bias(of: target) { network.values[bias] = unit.bias ?? 0 }
    }
    guard network.values.allSatisfy(\.isFinite) else {
      throw NetworkFileError.inconsistent("a weight is not a finite number")
    }
    network.initial = network.values
    return network
  }

  /// The units of a network. Throws `Fault` for lack of memory or an interrupt.
  init(_ network: Network) throws(Fault) {
    let topology = network.topology
    inputCount = topology.inputCount
    layers = (1..<topology.sizes.count).map { layer in
      topology.units(of: layer).map { unit in
        Unit(
          activation: topology.activations[unit], bias: topology.bias(of: unit).map { network.values[$0] },
          sources: Limits.isReached
            ? [] : topology.sources(of: unit).map { ($0.unit, network.values[$0.parameter]) })
      }
    }
    try Limits.check()
  }

  init(inputCount: Int, layers: [[Unit]]) {
    self.inputCount = inputCount
    self.layers = layers
  }
}
