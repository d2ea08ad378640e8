/// The connections into one layer: weights (sources × units), then biases.
package struct LayerConnections: Sendable, Equatable {
  enum Weights: Sendable, Equatable {
    /// From every unit of the previous layer, whose first unit is `first`.
    case dense(sources: Int, first: Int)
    /// The links of each unit of the layer, in source order.
    case listed([[Link]])
  }

  package let firstParameter: Int
  package let firstBias: Int?
  package let endParameter: Int
  let weights: Weights
  private let units: Int
  /// Of listed weights, by parameter: the source and the target's index in the layer.
  private let ends: [UnitPair]

  init(firstParameter: Int, weights: Weights, units: Int, biases: Bool) {
    self.firstParameter = firstParameter
    self.weights = weights
    self.units = units
    let count: Int
    switch weights {
    case .dense(let sources, _): (count, ends) = (sources * units, [])
    case .listed(let links):
      count = links.reduce(0) { $0 + $1.count }
      var ends = [UnitPair](repeating: UnitPair(source: 0, target: 0), count: count)
      for (index, sources) in links.enumerated() {
        for link in sources { ends[link.parameter - firstParameter] = UnitPair(source: link.unit, target: index) }
      }
      self.ends = ends
    }
    firstBias = biases ? firstParameter + count : nil
    endParameter = firstParameter + count + (biases ? units : 0)
  }

  package var weightParameters: Range<Int> { firstParameter..<(firstBias ?? endParameter) }

  func sources(of index: Int) -> Links {
    switch weights {
    case .dense(let sources, let first):
      Links(first: Link(unit: first, parameter: firstParameter + index), stride: units, count: sources)
    case .listed(let links): Links(links[index])
    }
  }

  func weightRole(_ parameter: Int, firstUnit: Int) -> ParameterRole {
    let offset = parameter - firstParameter
    return switch weights {
    case .dense(_, let first): .weight(source: first + offset / units, target: firstUnit + offset % units)
    case .listed: .weight(source: ends[offset].source, target: firstUnit + ends[offset].target)
    }
  }

  func isDense(sources count: Int, first: Int) -> Bool {
    guard case .listed(let links) = weights else { return true }
    return links.allSatisfy { $0.map(\.unit) == Array(first..<(first + count)) }
  }
}
