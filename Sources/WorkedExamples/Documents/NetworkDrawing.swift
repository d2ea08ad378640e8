import Expressions
import NeuralNetwork

/// A network as SVG: units with their outputs, connections with their weights; each with the name of its quantity.
package struct NetworkDrawing {
  private let state: NetworkState
  private let digits: Int
  private let names: QuantityNames
  /// Those of an article, where it has some.
  private let articleNames: ResolvedNames

  /// A drawing of more units or connections would not be readable.
  private static let largestUnits = 24
  private static let largestConnections = 40
  private static let column = 150.0
  private static let row = 76.0
  private static let radius = 24.0

  /// nil if the network is too large to draw.
  package init?(_ state: NetworkState, names article: Names, digits: Int) {
    let topology = state.network.topology
    let connections = topology.connections.reduce(0) { $0 + $1.weightParameters.count }
    guard topology.unitCount <= Self.largestUnits, connections <= Self.largestConnections else { return nil }
    self.state = state
    self.digits = min(digits, 4)
    names = QuantityNames(topology)
    articleNames = article.resolved(topology)
  }

  /// The name that the lines of a step have for a quantity.
  private func name(_ quantity: Quantity) -> String {
    escapedHTML(articleNames.articleName(quantity) ?? "\(names.name(quantity))")
  }

  private var topology: Topology { state.network.topology }

  private func center(_ unit: Int) -> (x: Double, y: Double) {
    let (layer, index) = names.units.position(unit)
    let largest = topology.sizes.max() ?? 1
    let free = Double(largest - topology.sizes[layer]) / 2
    return (50 + Self.column * Double(layer), 44 + Self.row * (Double(index) + free))
  }

  package var svg: String {
    let width = 100 + Self.column * Double(topology.sizes.count - 1)
    let height = 44 + Self.row * Double(topology.sizes.max() ?? 1)
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 \(number(width)) \(number(height))\" role=\"img\" "
        + "aria-label=\"\(escapedHTML("the network \(topology.sizes.map(String.init).joined(separator: "-"))"))\">"
    ]
    for unit in topology.inputCount..<topology.unitCount {
      for (index, link) in topology.sources(of: unit).enumerated() { lines += connection(link, to: unit, index) }
    }
    for unit in 0..<topology.unitCount { lines += circle(unit) }
    return (lines + ["</svg>"]).joined(separator: "\n")
  }

  private func connection(_ link: Link, to unit: Int, _ index: Int) -> [String] {
    let (from, to) = (center(link.unit), center(unit))
    let name = name(.parameter(link.parameter, .value))
    // Labels of crossing lines at different places.
    let share = [0.26, 0.68, 0.46, 0.36, 0.57][(index + unit) % 5]
    let (x, y) = (from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share - 3)
    let value = rounded(state.network.values[link.parameter], digits: digits)
    return [
      "<g data-q=\"\(name)\"><line x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" "
        + "x2=\"\(number(to.x))\" y2=\"\(number(to.y))\"/>",
      "<text class=\"weight\" x=\"\(number(x))\" y=\"\(number(y))\">\(value)</text>"
        + "<title>\(name) = \(value)</title></g>",
    ]
  }

  private func circle(_ unit: Int) -> [String] {
    let (x, y) = center(unit)
    let name = name(.unit(unit, .out))
    let label = "\(names.units.unitName(unit))"
    var lines = [
      "<g data-q=\"\(name)\">"
        + "<circle cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"\(number(Self.radius))\"/>",
      "<text class=\"unit\" x=\"\(number(x))\" y=\"\(number(y - 6))\">\(escapedHTML(label))</text>",
    ]
    if let out = state.forward?.out[unit] {
      lines.append(
        "<text class=\"value\" x=\"\(number(x))\" y=\"\(number(y + 10))\">\(rounded(out, digits: digits))</text>")
    }
    lines.append("</g>")
    guard let bias = topology.bias(of: unit), unit >= topology.inputCount else { return lines }
    let value = rounded(state.network.values[bias], digits: digits)
    return lines + [
      "<g data-q=\"\(self.name(.parameter(bias, .value)))\"><text class=\"bias\" x=\"\(number(x))\" "
        + "y=\"\(number(y + Self.radius + 14))\">\(value)</text></g>"
    ]
  }
}

/// A coordinate.
private func number(_ value: Double) -> String { rounded(value, digits: 5) }
