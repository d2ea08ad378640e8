import Expressions
import NeuralNetwork
import WorkedExamples

/// A network as a picture: the units of each layer, lines for the connections, and tables of the weights; a large one as
/// a row for each layer.
struct NetworkPicture {
  private let state: NetworkState
  private let columns: Int
  private let isPlain: Bool
  private let names: UnitNames

  private var topology: Topology { state.network.topology }

  /// Layers of more units are drawn as a row.
  private static let mostUnits = 8
  /// The digits of outputs and weights: a picture has no room for more.
  private static let digits = 3

  init(_ state: NetworkState, columns: Int, isPlain: Bool) {
    (self.state, self.isPlain) = (state, isPlain)
    self.columns = min(columns, 100) - 1
    names = UnitNames(state.network.topology)
  }

  var lines: [String] { picture ?? layerRows + (isSmall ? tables : []) }

  private var isSmall: Bool { topology.sizes.allSatisfy { $0 <= NetworkPicture.mostUnits } }

  // MARK: Units and connections

  /// The units of each layer below each other, and the tables of the weights; nil if they do not fit.
  private var picture: [String]? {
    let labels = topology.sizes.indices.map { topology.units(of: $0).map(label) }
    guard isSmall else { return nil }
    let heads = topology.sizes.indices.map(heading)
    let widths = zip(labels, heads).map { max($0.map(\.count).max() ?? 0, $1.count) }
    let free = columns - 2 - widths.reduce(0, +)
    let gap = min(24, free / max(1, widths.count - 1))
    guard gap >= 6 else { return nil }
    let starts = widths.indices.map { 2 + widths[..<$0].reduce(0, +) + gap * $0 }
    let rows = 2 * (topology.sizes.max() ?? 1) - 1
    var canvas = Canvas(columns: (starts.last ?? 0) + (widths.last ?? 0), rows: rows, isPlain: isPlain)
    func row(_ unit: Int) -> Int {
      let layer = topology.layer(of: unit)
      return rows / 2 - (topology.sizes[layer] - 1) + 2 * (unit - topology.units(of: layer).lowerBound)
    }
    for target in topology.inputCount..<topology.unitCount {
      for link in topology.sources(of: target) {
        let layer = topology.layer(of: link.unit)
        let unit = link.unit - topology.units(of: layer).lowerBound
        let weight = state.network.values[link.parameter]
        guard weight != 0 else { continue }
        canvas.draw(
          from: (column: starts[layer] + labels[layer][unit].count + 1, row: row(link.unit)),
          to: (column: starts[topology.layer(of: target)] - 2, row: row(target)), isDotted: weight < 0)
      }
    }
    for layer in topology.sizes.indices {
      for (unit, text) in zip(topology.units(of: layer), labels[layer]) {
        canvas.write(text, row: row(unit), column: starts[layer])
      }
    }
    var head = ""
    for (text, start) in zip(heads, starts) { head = head.padded(to: start) + text }
    let hasNegative = state.network.values.contains { $0 < 0 }
    return [head, ""] + canvas.lines.map(\.withoutTrailingBlanks)
      + (hasNegative ? ["", "  dotted: weights below 0"] : []) + tables
  }

  /// `h1 0.462`, `o1 0.661 (target 1)`; without its output before the first forward.
  private func label(_ unit: Int) -> String {
    let name = names.unitName(unit).description
    guard let out = state.value(.unit(unit, .out)) else { return name }
    let isOutput = topology.outputUnits.contains(unit)
    let target = (isOutput ? state.value(.unit(unit, .target)) : nil).map {
      " (target \(rounded($0, digits: NetworkPicture.digits)))"
    }
    return "\(name) \(rounded(out, digits: NetworkPicture.digits))\(target ?? "")"
  }

  private func heading(_ layer: Int) -> String {
    layer == 0 ? "inputs" : "\(names.layerName(layer)): \(activations(layer))"
  }

  private func activations(_ layer: Int) -> String {
    let found = Set(topology.units(of: layer).map { topology.activations[$0].name })
    return found.count == 1 ? found.first ?? "" : "several"
  }

  // MARK: Weights

  /// The weights into each layer: a row for each source, a column for each unit; only as far as they fit.
  private var tables: [String] {
    (1..<topology.sizes.count).flatMap { layer -> [String] in
      let targets = topology.units(of: layer)
      var cells = [["into \(names.layerName(layer))"] + targets.map { names.unitName($0).description }]
      let sources = Set(targets.flatMap { topology.sources(of: $0).map(\.unit) }).sorted()
      func text(_ parameter: Int?) -> String {
        parameter.map { rounded(state.network.values[$0], digits: NetworkPicture.digits) } ?? ""
      }
      for source in sources {
        let row = targets.map { target in
          text(topology.sources(of: target).first { $0.unit == source }?.parameter)
        }
        cells.append([names.unitName(source).description] + row)
      }
      if topology.hasBiases { cells.append(["bias"] + targets.map { text(topology.bias(of: $0)) }) }
      let table = NetworkPicture.table(cells)
      return (table.map(\.count).max() ?? 0) < columns
        ? [""] + table : ["", "  into \(names.layerName(layer)): show weights \(names.layerName(layer))"]
    }
  }

  /// Rows with aligned columns, the first to the left, the others to the right.
  private static func table(_ cells: [[String]]) -> [String] { tableLines(cells, left: 1).map { "  \($0)" } }

  // MARK: Large networks

  /// A row for each layer: its units and activation, how many parameters lead into it, and how these are distributed.
  private var layerRows: [String] {
    var cells = [["layer", "units", "activation", "parameters", "mean", "range", "distribution"]]
    for layer in topology.sizes.indices {
      let name = names.layerName(layer)
      let head = [name, "\(topology.sizes[layer])"]
      guard layer > 0 else {
        cells.append(head + [String](repeating: "", count: 5))
        continue
      }
      let connections = topology.connections[layer]
      let values = state.network.values[connections.firstParameter..<connections.endParameter]
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      func short(_ value: Double) -> String { rounded(value, digits: NetworkPicture.digits) }
      let mean = values.isEmpty ? "" : short(values.reduce(0, +) / Double(values.count))
      let spread = values.isEmpty ? "" : "\(short(low)) to \(short(high))"
      cells.append(
        head + [activations(layer), "\(values.count)", mean, spread, histogram(values, low, high)])
    }
    // The last columns are left out where they do not fit.
    var count = cells[0].count
    while count > 2, NetworkPicture.table(cells.map { Array($0.prefix(count)) }).contains(where: { $0.count > columns })
    {
      count -= 1
    }
    return NetworkPicture.table(cells.map { Array($0.prefix(count)) })
  }

  /// How many values there are in each of twelve equal parts of the range.
  private func histogram(_ values: ArraySlice<Double>, _ low: Double, _ high: Double) -> String {
    guard low < high, low.isFinite, high.isFinite else { return "" }
    var counts = [Int](repeating: 0, count: 12)
    for value in values { counts[min(11, Int((low...high).share(of: value) * 12))] += 1 }
    let marks = Array(isPlain ? " .:-=+*#" : "▁▂▃▄▅▆▇█")
    let most = counts.max() ?? 1
    return String(counts.map { marks[($0 * (marks.count - 1) + most - 1) / most] })
  }
}
