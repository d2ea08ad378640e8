/// A connection seen from one of its ends: the unit at the other end and the weight's parameter.
package struct Link: Sendable, Hashable {
  package var unit: Int
  package var parameter: Int
}

/// The connections of one unit in order: computed in dense layers, listed elsewhere.
package struct Links: RandomAccessCollection, Sendable {
  private let listed: [Link]?
  private let first: Link
  private let stride: Int
  package let count: Int

  init(_ links: [Link]) {
    listed = links
    first = Link(unit: 0, parameter: 0)
    stride = 0
    count = links.count
  }

  init(first: Link, stride: Int, count: Int) {
    listed = nil
    self.first = first
    self.stride = stride
    self.count = count
  }

  /// Whether the units at the other end are neighbours and their weights evenly spaced.
  var isDense: Bool { listed == nil }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Link {
    if let listed { return listed[index] }
    return Link(unit: first.unit + index, parameter: first.parameter + index * stride)
  }
}

/// The connections into one layer: weights (sources × units), then biases.
package struct LayerConnections: Sendable, Equatable {
  enum Weights: Sendable, Equatable {
    /// Every unit of the layer before, which starts at unit `first`.
    case dense(sources: Int, first: Int)
    /// Per unit of the layer, in source order.
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

  func weightPlace(_ parameter: Int, firstUnit: Int) -> Place {
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
