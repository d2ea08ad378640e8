extension Topology {
  /// Adds connections; parameters are renumbered in the order defined above.
  ///
  /// - Returns: for each new parameter its old number, nil for that of a new connection.
  /// - Throws: `StructureError` if two units are connected already or a target is not in a later layer.
  mutating func connect(_ pairs: [UnitPair]) throws(StructureError) -> [Int?] {
    for pair in pairs {
      guard layer(of: pair.source) < layer(of: pair.target) else { throw .notForward }
      guard weight(from: pair.source, to: pair.target) == nil else { throw .alreadyConnected }
    }
    guard Set(pairs).count == pairs.count else { throw .alreadyConnected }
    return rebuild(pairs) { sources, added in
      sources += added.map { Link(unit: $0, parameter: -1) }
      sources.sort { $0.unit < $1.unit }
    }
  }

  /// Removes connections; otherwise as `connect`.
  mutating func disconnect(_ pairs: [UnitPair]) throws(StructureError) -> [Int?] {
    for pair in pairs {
      guard weight(from: pair.source, to: pair.target) != nil else { throw .notConnected }
    }
    guard Set(pairs).count == pairs.count else { throw .notConnected }
    return rebuild(pairs) { sources, removed in
      let removed = Set(removed)
      sources.removeAll { removed.contains($0.unit) }
    }
  }

  /// - Parameter change: of the links into a unit, by the sources that pairs have for it.
  private mutating func rebuild(_ pairs: [UnitPair], _ change: (inout [Link], [Int]) -> Void) -> [Int?] {
    let before = self
    let changed = Dictionary(grouping: pairs, by: \.target)
    return rebuild { layer in
      before.units(of: layer).map { unit in
        var sources = Array(before.sources(of: unit))
        if let pairs = changed[unit] { change(&sources, pairs.map(\.source)) }
        return sources
      }
    }
  }

  /// Numbers the parameters of other connections.
  ///
  /// - Parameter sourcesOfLayer: the links into each unit of a layer in source order, with their old parameters, or −1.
  /// - Returns: for each new parameter its old number, nil for that of a new connection.
  mutating func rebuild(_ sourcesOfLayer: (Int) -> [[Link]]) -> [Int?] {
    var origin: [Int?] = []
    var listed: [LayerConnections] = [connections[0]]
    for layer in 1..<sizes.count {
      var sources = sourcesOfLayer(layer)
      let first = origin.count
      // the next number for a connection from each unit: source by source, then target by target
      var next = [Int](repeating: 0, count: firstUnits[layer] + 1)
      for links in sources { for link in links { next[link.unit + 1] += 1 } }
      var sum = first
      for unit in next.indices {
        sum += next[unit]
        next[unit] = sum
      }
      origin += [Int?](repeating: nil, count: sum - first)
      for unit in sources.indices {
        for index in sources[unit].indices {
          let link = sources[unit][index]
          sources[unit][index].parameter = next[link.unit]
          origin[next[link.unit]] = link.parameter < 0 ? nil : link.parameter
          next[link.unit] += 1
        }
      }
      var here = LayerConnections(
        firstParameter: first, weights: .listed(sources), units: sizes[layer],
        biases: connections[layer].firstBias != nil)
      if let oldBias = connections[layer].firstBias { origin += (0..<sizes[layer]).map { oldBias + $0 } }
      if here.isDense(sources: sizes[layer - 1], first: firstUnits[layer - 1]) {
        here = LayerConnections(
          firstParameter: first, weights: .dense(sources: sizes[layer - 1], first: firstUnits[layer - 1]),
          units: sizes[layer], biases: connections[layer].firstBias != nil)
      }
      listed.append(here)
    }
    connections = listed
    parameterCount = origin.count
    listedTargets = nil
    if listed.dropFirst().contains(where: { if case .listed = $0.weights { true } else { false } }) {
      var targets = [[Link]](repeating: [], count: unitCount)
      for unit in firstUnits[1]..<unitCount {
        for link in sources(of: unit) { targets[link.unit].append(Link(unit: unit, parameter: link.parameter)) }
      }
      listedTargets = targets
    }
    return origin
  }
}
