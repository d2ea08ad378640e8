import DataFormats
import Expressions
import NeuralNetwork
import WorkedExamples

extension Network {
  /// The weights and biases of each layer as PyTorch's `Linear` has them: `h.weight` (units × sources), `h.bias`.
  ///
  /// Throws if there are connections that such matrices do not have.
  func arrays(at range: SourceRange) throws(Fault) -> NamedArrays {
    guard topology.isDense else {
      throw Fault(
        "only dense networks are saved as matrices", at: range, label: "connections were added or removed",
        help: "save FILE.nn")
    }
    let names = UnitNames(topology)
    var arrays = NamedArrays()
    for layer in 1..<topology.sizes.count {
      let units = topology.units(of: layer)
      let weights = units.flatMap { unit in topology.sources(of: unit).map { values[$0.parameter] } }
      let name = names.layerName(layer)
      arrays["\(name).weight"] = NumberArray(
        dimensions: [units.count, topology.sizes[layer - 1]], values: weights)
      let biases = units.compactMap { topology.bias(of: $0) }.map { values[$0] }
      if !biases.isEmpty { arrays["\(name).bias"] = NumberArray(dimensions: [biases.count], values: biases) }
    }
    return arrays
  }

  /// All parameters in order, as `save parameters FILE.npy` writes them; nil if there is no such array.
  ///
  /// Throws if their number is not that of this network.
  func values(fromVector arrays: NamedArrays) throws(ArrayMismatch) -> [Double]? {
    guard arrays.names.count == 1, let array = arrays[arrays.names[0]], array.dimensions.count == 1 else { return nil }
    guard array.values.count == values.count else {
      throw ArrayMismatch(
        "it has \(counted(array.values.count, "parameter")), the network \(values.count)")
    }
    return array.values
  }

  /// The values that arrays give to the parameters, by parameter.
  ///
  /// Throws if the arrays are not those of this network.
  func values(from layers: [LayerArrays]) throws(ArrayMismatch) -> [(Int, Double)] {
    guard layers.count == topology.sizes.count - 1 else {
      throw ArrayMismatch(
        "it has the weights of \(counted(layers.count, "layer")), the network \(topology.sizes.count - 1)")
    }
    guard topology.isDense else { throw ArrayMismatch("connections of the network were added or removed") }
    var changes: [(Int, Double)] = []
    for (index, arrays) in layers.enumerated() {
      let units = topology.units(of: index + 1)
      let expected = [units.count, topology.sizes[index]]
      guard arrays.weight.dimensions == expected else {
        let found = arrays.weight.dimensions.map(String.init).joined(separator: "×")
        let isTransposed = arrays.weight.dimensions == expected.reversed()
        throw ArrayMismatch(
          "\(arrays.name) is \(found), expected \(expected[0])×\(expected[1]): units × sources",
          help: isTransposed ? "transpose it, as the weights of Keras need" : nil)
      }
      guard arrays.bias.map({ $0.values.count == units.count }) ?? true,
        arrays.bias == nil || topology.bias(of: units.lowerBound) != nil
      else { throw ArrayMismatch("the biases beside \(arrays.name) do not fit the network") }
      for (row, unit) in units.enumerated() {
        let sources = topology.sources(of: unit)
        for (column, link) in sources.enumerated() {
          changes.append((link.parameter, arrays.weight.values[row * sources.count + column]))
        }
        guard let bias = topology.bias(of: unit) else { continue }
        // A layer without biases in the file has biases of 0.
        changes.append((bias, arrays.bias?.values[row] ?? 0))
      }
    }
    return changes
  }
}
