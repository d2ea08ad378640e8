import Expressions
import NeuralNetwork

/// The names of layers and units: `i`, `h` (or `h1`, `h2` … with several hidden layers), `o`; units count from 1.
package struct UnitNames: Sendable {
  package let sizes: [Int]
  private let firstUnits: [Int]

  package init(_ topology: Topology) {
    sizes = topology.sizes
    firstUnits = topology.firstUnits
  }

  package func layerName(_ layer: Int) -> String {
    if layer == 0 { return "i" }
    if layer == sizes.count - 1 { return "o" }
    return sizes.count == 3 ? "h" : "h\(layer)"
  }

  /// `h3`, or `h2[3]` with several hidden layers.
  package func unitName(_ unit: Int) -> Name {
    let (layer, index) = position(unit)
    if layer == 0 || layer == sizes.count - 1 || sizes.count == 3 {
      return Name("\(layerName(layer))\(index + 1)")
    }
    return Name(layerName(layer), subscripts: [.number(Double(index + 1))])
  }

  package func layer(named name: String) -> Int? {
    guard UnitNames.beginsLayer(name) else { return nil }
    return (0..<sizes.count).first { layerName($0) == name }
      ?? (sizes.count == 3 && name == "h1" && sizes[1] < 1 ? 1 : nil)
  }

  /// Whether the name may start with that of a layer: a quick test that most names fail.
  private static func beginsLayer(_ name: String) -> Bool {
    guard let first = name.utf8.first else { return false }
    return first == UInt8(ascii: "i") || first == UInt8(ascii: "h") || first == UInt8(ascii: "o")
  }

  package func position(_ unit: Int) -> (layer: Int, index: Int) {
    var layer = 0
    while firstUnits[layer + 1] <= unit { layer += 1 }
    return (layer, unit - firstUnits[layer])
  }

  /// The unit with a short name such as `h3`; nil if that is the name of a layer.
  package func unit(shortName name: String) -> Int? {
    guard UnitNames.beginsLayer(name), layer(named: name) == nil else { return nil }
    guard let start = name.utf8.firstIndex(where: isDigit), let number = Int(name[start...]) else { return nil }
    guard let layer = layer(named: String(name[..<start])) else { return nil }
    return unit(layer: layer, number: number)
  }

  /// - Parameter number: from 1.
  package func unit(layer: Int, number: Int) -> Int? {
    (1...sizes[layer]).contains(number) ? firstUnits[layer] + number - 1 : nil
  }

  /// `i1…i2, h1…h4, o1`, for messages.
  package var overview: String {
    (0..<sizes.count).map { layer in
      let name = layerName(layer)
      if sizes.count > 3, layer > 0, layer < sizes.count - 1 { return "\(name)[1]…\(name)[\(sizes[layer])]" }
      return sizes[layer] == 1 ? "\(name)1" : "\(name)1…\(name)\(sizes[layer])"
    }.joined(separator: ", ")
  }
}
