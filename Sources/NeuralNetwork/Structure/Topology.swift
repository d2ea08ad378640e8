import Expressions

/// The layers of units, the connections between them, and the numbering of the parameters.
///
/// Units are numbered through all layers from 0, the inputs first. Parameters are numbered from 0: layer by layer;
/// in a layer source by source, then target by target; then the layer's biases. Copy-on-write.
package struct Topology: Sendable, Equatable {
  private var parts: Shared<Parts>

  private struct Parts: Sendable, Equatable {
    let sizes: [Int]
    let firstUnits: [Int]
    var connections: [LayerConnections] { didSet { flatCache = FlatTopologyCache() } }
    var activations: [Activation] { didSet { flatCache = FlatTopologyCache() } }
    var parameterCount: Int
    var listedTargets: [[Link]]? { didSet { flatCache = FlatTopologyCache() } }
    var flatCache = FlatTopologyCache()
  }

  /// Units per layer, inputs first.
  package var sizes: [Int] {
    _read { yield parts.value.sizes }
  }
  /// The first unit of each layer, and the number of units at the end.
  package var firstUnits: [Int] {
    _read { yield parts.value.firstUnits }
  }
  package internal(set) var connections: [LayerConnections] {
    _read { yield parts.value.connections }
    _modify { yield &parts.unique.connections }
  }
  /// One per unit; `identity` for inputs.
  package var activations: [Activation] {
    _read { yield parts.value.activations }
    _modify { yield &parts.unique.activations }
  }
  package internal(set) var parameterCount: Int {
    get { parts.value.parameterCount }
    set { parts.unique.parameterCount = newValue }
  }
  /// The targets by unit; nil if every layer is dense.
  var listedTargets: [[Link]]? {
    _read { yield parts.value.listedTargets }
    _modify { yield &parts.unique.listedTargets }
  }

  package static func == (left: Topology, right: Topology) -> Bool {
    left.parts.isSame(as: right.parts) || left.parts.value == right.parts.value
  }

  /// A dense network: every unit feeds every unit of the next layer.
  ///
  /// - Parameter activations: one per layer after the inputs.
  /// - Throws: `StructureError` for fewer than two layers, an empty layer, or more parameters than the limit.
  package init(sizes: [Int], activations: [Activation], biases: Bool) throws(StructureError) {
    _ = try Topology.counts(sizes: sizes, biases: biases)
    var firsts = [0]
    var next = 0
    var connections = [
      LayerConnections(firstParameter: 0, weights: .dense(sources: 0, first: 0), units: 0, biases: false)
    ]
    for (layer, size) in sizes.enumerated() {
      firsts.append(firsts[layer] + size)
      guard layer > 0 else { continue }
      let made = LayerConnections(
        firstParameter: next, weights: .dense(sources: sizes[layer - 1], first: firsts[layer - 1]), units: size,
        biases: biases)
      connections.append(made)
      next = made.endParameter
    }
    var all: [Activation] = []
    all.reserveCapacity(firsts[sizes.count])
    all.append(contentsOf: repeatElement(.identity, count: sizes[0]))
    for (layer, size) in sizes.dropFirst().enumerated() {
      all.append(contentsOf: repeatElement(activations[layer], count: size))
    }
    parts = Shared(
      Parts(sizes: sizes, firstUnits: firsts, connections: connections, activations: all, parameterCount: next))
  }

  /// The numbers of units and parameters of a dense network. Throws as `init`.
  package static func counts(sizes: [Int], biases: Bool) throws(StructureError) -> (units: Int, parameters: Int) {
    guard sizes.count >= 2 else { throw .tooFewLayers }
    guard sizes.allSatisfy({ $0 > 0 }) else { throw .emptyLayer }
    var (units, parameters) = (0, 0)
    for (layer, size) in sizes.enumerated() {
      let (sum, overflow) = units.addingReportingOverflow(size)
      guard !overflow, sum <= Topology.maxParameters else { throw .tooLarge(parameters: nil) }
      units = sum
      guard layer > 0 else { continue }
      let (weights, tooMany) = sizes[layer - 1].multipliedReportingOverflow(by: size)
      guard !tooMany, parameters + weights + size <= Topology.maxParameters else {
        throw .tooLarge(parameters: tooMany ? nil : parameters + weights + size)
      }
      parameters += weights + (biases ? size : 0)
    }
    return (units, parameters)
  }

  /// A gigabyte of doubles.
  package static let maxParameters = 1 << 27

  /// The same as flat buffers.
  package var flat: FlatTopology { parts.value.flatCache.value(for: self) }

  package var unitCount: Int { firstUnits[sizes.count] }
  package var inputCount: Int { sizes[0] }
  package var outputCount: Int { sizes[sizes.count - 1] }
  package var outputLayer: Int { sizes.count - 1 }
  package var inputUnits: Range<Int> { units(of: 0) }
  package var outputUnits: Range<Int> { units(of: outputLayer) }

  package func units(of layer: Int) -> Range<Int> { firstUnits[layer]..<firstUnits[layer + 1] }

  /// Complexity: O(log layers).
  package func layer(of unit: Int) -> Int { firstLayer(from: 0) { firstUnits[$0 + 1] > unit } }

  /// The layer that a parameter leads into. Complexity: O(log layers).
  package func layer(ofParameter parameter: Int) -> Int {
    firstLayer(from: 1) { connections[$0].endParameter > parameter }
  }

  /// The first layer that meets a condition, which all later ones meet too.
  @inline(__always)
  private func firstLayer(from first: Int, where meets: (Int) -> Bool) -> Int {
    var (low, high) = (first, sizes.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if meets(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The connections into a unit after the inputs, in source order.
  package func sources(of unit: Int) -> Links {
    let layer = layer(of: unit)
    return connections[layer].sources(of: unit - firstUnits[layer])
  }

  /// The connections out of a unit, in the order of the units it feeds.
  package func targets(of unit: Int) -> Links {
    if let listedTargets { return Links(listedTargets[unit]) }
    let layer = layer(of: unit)
    guard layer < outputLayer else { return Links([]) }
    let first = connections[layer + 1].firstParameter + (unit - firstUnits[layer]) * sizes[layer + 1]
    return Links(first: Link(unit: firstUnits[layer + 1], parameter: first), stride: 1, count: sizes[layer + 1])
  }

  package func bias(of unit: Int) -> Int? {
    let layer = layer(of: unit)
    return connections[layer].firstBias.map { $0 + unit - firstUnits[layer] }
  }

  package func weight(from source: Int, to target: Int) -> Int? {
    guard layer(of: target) > 0 else { return nil }
    let links = sources(of: target)
    var (low, high) = (0, links.count)
    while low < high {
      let middle = (low + high) / 2
      if links[middle].unit < source { low = middle + 1 } else { high = middle }
    }
    return low < links.count && links[low].unit == source ? links[low].parameter : nil
  }

  /// The role of a parameter. Complexity: O(log layers).
  package func role(of parameter: Int) -> ParameterRole {
    let layer = layer(ofParameter: parameter)
    let here = connections[layer]
    if let firstBias = here.firstBias, parameter >= firstBias {
      return .bias(unit: firstUnits[layer] + parameter - firstBias)
    }
    return here.weightRole(parameter, firstUnit: firstUnits[layer])
  }

  /// Whether every layer is connected to all of the previous layer and to nothing else.
  package var isDense: Bool { listedTargets == nil }

  package func isBias(_ parameter: Int) -> Bool {
    if case .bias = role(of: parameter) { true } else { false }
  }

  package var hasBiases: Bool { connections.contains { $0.firstBias != nil } }

  /// The parameters that are biases, layer by layer.
  var biasParameters: [Range<Int>] {
    connections.compactMap { here in here.firstBias.map { $0..<here.endParameter } }
  }
}

extension Topology {
  /// A network with these connections.
  ///
  /// - Parameters:
  ///   - activations: one for each unit after the inputs.
  ///   - sources: the units that each unit after the inputs reads, in any order.
  /// - Throws: `StructureError`.
  package init(
    sizes: [Int], activations: [Activation], sources: [[Int]], biases: Bool
  ) throws(StructureError) {
    guard sizes.count >= 2 else { throw .tooFewLayers }
    guard sizes.allSatisfy({ $0 > 0 }) else { throw .emptyLayer }
    let count = sources.reduce(sources.count) { $0 + $1.count }
    guard count <= Topology.maxParameters, sizes[0] <= Topology.maxParameters else {
      throw .tooLarge(parameters: count)
    }
    let firsts = sizes.reduce(into: [0]) { firsts, size in firsts.append(firsts[firsts.count - 1] + size) }
    let sorted = sources.map { $0.sorted() }
    for layer in 1..<sizes.count {
      for unit in firsts[layer]..<firsts[layer + 1] {
        let own = sorted[unit - sizes[0]]
        guard own.allSatisfy({ 0..<firsts[layer] ~= $0 }) else { throw .notForward }
        guard zip(own, own.dropFirst()).allSatisfy({ $0 < $1 }) else { throw .alreadyConnected }
      }
    }
    let none = sizes.map { size in
      LayerConnections(
        firstParameter: 0, weights: .listed([[Link]](repeating: [], count: size)), units: size, biases: biases)
    }
    parts = Shared(
      Parts(
        sizes: sizes, firstUnits: firsts, connections: none,
        activations: [Activation](repeating: .identity, count: sizes[0]) + activations, parameterCount: 0))
    connections[0] = LayerConnections(
      firstParameter: 0, weights: .dense(sources: 0, first: 0), units: 0, biases: false)
    _ = rebuild { layer in
      (firsts[layer]..<firsts[layer + 1]).map { unit in
        sorted[unit - sizes[0]].map { Link(unit: $0, parameter: -1) }
      }
    }
  }
}
