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

  init(firstParameter: Int, weights: Weights, units: Int, biases: Bool) {
    self.firstParameter = firstParameter
    self.weights = weights
    self.units = units
    let count =
      switch weights {
      case .dense(let sources, _): sources * units
      case .listed(let links): links.reduce(0) { $0 + $1.count }
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
    switch weights {
    case .dense(_, let first):
      let offset = parameter - firstParameter
      return .weight(source: first + offset / units, target: firstUnit + offset % units)
    case .listed(let links):
      for (index, sources) in links.enumerated() {
        if let link = sources.first(where: { $0.parameter == parameter }) {
          return .weight(source: link.unit, target: firstUnit + index)
        }
      }
      return .bias(unit: firstUnit)
    }
  }

  func isDense(sources count: Int, first: Int) -> Bool {
    guard case .listed(let links) = weights else { return true }
    return links.allSatisfy { $0.map(\.unit) == Array(first..<(first + count)) }
  }
}
