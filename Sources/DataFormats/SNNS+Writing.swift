import Expressions
import NeuralNetwork

extension SNNS {
  package static func write(
    _ network: Network, _ precision: Precision, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    let graph = try UnitGraph(network)
    let units = graph.layers.flatMap { $0 }
    let ruler = "----|----------|----------|----------|----------|----|----------|----------|----------|-------\n"
    var text = """
      \(title)1.4-3D
      generated at \(SNNSDate.text)

      network name : nnsh
      source files :
      no. of units : \(graph.inputCount + units.count)
      no. of connections : \(units.reduce(0) { $0 + $1.sources.count })
      no. of unit types : 0
      no. of site types : 0


      learning function : Std_Backpropagation
      update function   : Topological_Order


      unit default section :

      act      | bias     | st | subnet | layer | act func     | out func
      ---------|----------|----|--------|-------|--------------|-------------
       0.00000 |  0.00000 | h  |      0 |     1 | Act_Logistic | Out_Identity
      ---------|----------|----|--------|-------|--------------|-------------


      unit definition section :

      no. | typeName | unitName | act      | bias     | st | position | act func | out func | sites
      \(ruler)
      """
    for unit in 0..<graph.inputCount { text += "\(unit + 1) | | i\(unit + 1) | 0 | 0 | i | 1,\(unit + 1),0 |||\n" }
    var number = graph.inputCount
    for (layer, layerUnits) in graph.layers.enumerated() {
      let isOutput = layer + 1 == graph.layers.count
      let name = isOutput ? "o" : graph.layers.count > 2 ? "h\(layer + 1)_" : "h"
      for (index, unit) in layerUnits.enumerated() {
        number += 1
        let (function, bias) = try function(unit)
        text += "\(number) | | \(name)\(index + 1) | 0 | \(TableCell.written(bias)) | \(isOutput ? "o" : "h") | "
        text += "\(3 * layer + 4),\(index + 1),0 | \(function) | Out_Identity |\n"
      }
      try text.flush(write)
    }
    text += """
      \(ruler)

      connection definition section :

      target | site | source:weight
      -------|------|---------------

      """
    for (index, unit) in units.enumerated() where !unit.sources.isEmpty {
      try Limits.check()
      let sources = unit.sources.map { "\($0.unit + 1):\(TableCell.written($0.weight))" }
      // SNNS reads lines of any length, but people do not.
      let lines = stride(from: 0, to: sources.count, by: 6).map {
        sources[$0..<min($0 + 6, sources.count)].joined(separator: ", ")
      }
      text += "\(graph.inputCount + index + 1) | | \(lines.joined(separator: ",\n         "))\n"
      try text.flush(write)
    }
    text += "-------|------|---------------\n"
    try text.flush(write)
  }

  private static func function(_ unit: UnitGraph.Unit) throws -> (name: String, bias: Double) {
    let bias = unit.bias ?? 0
    let found = functions.first {
      $0.activation == unit.activation && $0.scale == 1 && ($0.bias != .ignored || bias == 0)
    }
    guard let found else {
      let isBias = functions.contains { $0.activation == unit.activation }
      throw NetworkFileError.missing(
        format: name, what: "activation \(unit.activation)\(isBias ? " with a bias" : "")")
    }
    return (found.name, found.bias == .threshold ? -bias : bias)
  }
}
