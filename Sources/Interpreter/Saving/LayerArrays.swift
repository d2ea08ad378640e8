import DataFormats

/// The arrays of one layer.
struct LayerArrays {
  /// The name of the weights.
  let name: String
  let weight: NumberArray
  let bias: NumberArray?

  /// Those of the layers in order: by the names of the network's layers, else every matrix whose name ends in `weight`,
  /// numbers in names in their order, else every matrix.
  static func layers(of arrays: NamedArrays, names: [String]) -> [LayerArrays] {
    func layer(_ name: String) -> LayerArrays? {
      guard let weight = arrays[name], weight.dimensions.count == 2 else { return nil }
      let bias = name.hasSuffix("weight") ? arrays["\(name.dropLast(6))bias"] : arrays.following(name)
      return LayerArrays(name: name, weight: weight, bias: bias)
    }
    let own = names.compactMap { layer("\($0).weight") }
    if own.count == names.count, !own.isEmpty { return own }
    let matrices = arrays.names.filter { arrays[$0]?.dimensions.count == 2 }
    let weights = matrices.filter { $0.hasSuffix("weight") }.sorted {
      $0.inParts.lexicographicallyPrecedes($1.inParts, by: <)
    }
    return (weights.isEmpty ? matrices : weights).compactMap(layer)
  }
}

extension NamedArrays {
  /// The vector after a matrix.
  fileprivate func following(_ name: String) -> NumberArray? {
    guard let index = names.firstIndex(of: name), index + 1 < names.count, let next = self[names[index + 1]],
      next.dimensions.count == 1
    else { return nil }
    return next
  }
}

extension String {
  /// Its runs of digits, as numbers, and the text between: so that `layer10` comes after `layer2`.
  fileprivate var inParts: [NamePart] {
    var parts: [NamePart] = []
    var rest = self[...]
    while let first = rest.first {
      let isDigit = first.isASCII && first.isNumber
      let part = rest.prefix { ($0.isASCII && $0.isNumber) == isDigit }
      parts.append(isDigit ? .number(Int(part) ?? .max) : .text(String(part)))
      rest = rest.dropFirst(part.count)
    }
    return parts
  }
}

private enum NamePart: Comparable {
  case number(Int)
  case text(String)
}
