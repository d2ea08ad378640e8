import Expressions
import NeuralNetwork

/// Reads and writes the names of all quantities for one topology: `h3.net`, `w[i1,h3].grad`, `loss`.
package struct QuantityNames: Sendable {
  package let topology: Topology
  package let units: UnitNames

  package init(_ topology: Topology) {
    self.topology = topology
    units = UnitNames(topology)
  }

  /// The standard name: `i1`, `h3.net`, `w7.old`, `loss`.
  package func name(_ quantity: Quantity) -> Name {
    switch quantity {
    case .unit(let unit, let part):
      var name = units.unitName(unit)
      if part != .out || unit >= topology.inputCount { name.member = part.rawValue }
      return name
    case .parameter(let parameter, let part):
      return Name("w\(parameter + 1)", member: part == .value ? nil : part.rawValue)
    case .whole(let part): return Name(part.rawValue)
    }
  }

  /// The long name of a parameter: `w[i1,h3]`, `b[h3]`.
  package func longName(ofParameter parameter: Int) -> Name {
    switch topology.role(of: parameter) {
    case .weight(let source, let target):
      Name(
        "w", subscripts: [Expression(.name(units.unitName(source))), Expression(.name(units.unitName(target)))])
    case .bias(let unit): Name("b", subscripts: [Expression(.name(units.unitName(unit)))])
    }
  }

  /// The quantities that the name refers to; nil if it is not a name of the network.
  ///
  /// - Parameter index: evaluates a subscript such as `k` in `h[k]`.
  /// - Throws: `Fault` for a unit, member or parameter that does not exist.
  package func resolve(
    _ name: Name, at range: SourceRange, index: (Expression) throws(Fault) -> Double
  ) throws(Fault) -> Reference? {
    if name.base == "w" || name.base == "b", !name.subscripts.isEmpty {
      return try parameters(name, at: range, index: index)
    }
    if let number = numbered(name.base, "w"), name.subscripts.isEmpty {
      guard number > 0, number <= topology.parameterCount else {
        throw Fault("there is no \(name.base)", at: range, label: parameterOverview)
      }
      return .one(.parameter(number - 1, try parameterPart(name, at: range)))
    }
    if name.isPlain, let part = WholePart(rawValue: name.base) { return .one(.whole(part)) }
    guard let named = try unitsNamed(name, at: range, index: index) else { return nil }
    let part = try unitPart(name, at: range)
    switch named {
    case .unit(let unit): return .one(try checked(unit, part, name, at: range))
    case .layer(let layer):
      guard name.member != nil else {
        throw Fault(
          "\(name) is a layer", at: range, label: "expected one unit",
          help: "\(units.unitName(topology.firstUnits[layer])), \(name).out, \(name).net …")
      }
      var all: [Quantity] = []
      for unit in topology.units(of: layer) { all.append(try checked(unit, part, name, at: range)) }
      return .several(all)
    }
  }

  package enum UnitOrLayer: Sendable, Hashable {
    case unit(Int)
    case layer(Int)
  }

  /// The unit or layer that a name refers to, regardless of its member: `h`, `h2[3]`, `o1`; nil if it is neither.
  package func unitsNamed(
    _ name: Name, at range: SourceRange, index: (Expression) throws(Fault) -> Double
  ) throws(Fault) -> UnitOrLayer? {
    if let layer = units.layer(named: name.base) {
      guard let subscripted = name.subscripts.first else { return .layer(layer) }
      guard name.subscripts.count == 1 else { throw Fault("\(name.base) takes one number in brackets", at: range) }
      let value = try index(subscripted)
      guard let number = Int(exactly: value), let unit = units.unit(layer: layer, number: number) else {
        throw Fault(
          "\(name.base) has no unit \(shortest(value))", at: subscripted.range,
          label: "its units are 1…\(topology.sizes[layer])")
      }
      return .unit(unit)
    }
    guard name.subscripts.isEmpty else { return nil }
    if let unit = units.unit(shortName: name.base) { return .unit(unit) }
    if let first = name.base.first, "iho".contains(first), numbered(name.base, String(first)) != nil {
      throw Fault("there is no unit \(name.base)", at: range, label: "the units are \(units.overview)")
    }
    return nil
  }

  private var parameterOverview: String {
    topology.parameterCount == 0
      ? "the network has no parameters" : "the parameters are w1…w\(topology.parameterCount)"
  }

  private func numbered(_ text: String, _ prefix: String) -> Int? {
    guard text.utf8.starts(with: prefix.utf8) else { return nil }
    let digits = text.utf8.dropFirst(prefix.utf8.count)
    return !digits.isEmpty && digits.allSatisfy(isDigit) ? Int(Substring(digits)) ?? .max : nil
  }

  private func unitPart(_ name: Name, at range: SourceRange) throws(Fault) -> UnitPart {
    guard let member = name.member else { return .out }
    guard let part = UnitPart(rawValue: member) else {
      throw unknown(member, of: "a unit", UnitPart.allCases.map(\.rawValue), at: range)
    }
    return part
  }

  private func parameterPart(_ name: Name, at range: SourceRange) throws(Fault) -> ParameterPart {
    guard let member = name.member else { return .value }
    guard let part = ParameterPart(rawValue: member), part != .value else {
      throw unknown(member, of: "a parameter", ParameterPart.allCases.dropFirst().map(\.rawValue), at: range)
    }
    return part
  }

  private func unknown(_ member: String, of owner: String, _ members: [String], at range: SourceRange) -> Fault {
    Fault("\(owner) has no '\(member)'", at: range, label: "it has \(members.joined(separator: ", "))")
  }

  private func checked(_ unit: Int, _ part: UnitPart, _ name: Name, at range: SourceRange) throws(Fault) -> Quantity {
    if unit < topology.inputCount, part != .out {
      throw Fault("inputs have no \(part.rawValue)", at: range, label: "an input only has out")
    }
    if part == .target, !topology.outputUnits.contains(unit) {
      throw Fault("hidden units have no target", at: range, label: "only outputs do")
    }
    return .unit(unit, part)
  }

  /// `w[i1,h3]`, `b[h3]`, `w[h]` (sources × units), `b[h]`, `w[7]`.
  private func parameters(
    _ name: Name, at range: SourceRange, index: (Expression) throws(Fault) -> Double
  ) throws(Fault) -> Reference {
    let part = try parameterPart(name, at: range)
    var operands: [UnitOrLayer] = []
    for subscripted in name.subscripts {
      if case .name(let inner) = subscripted.node, inner.member == nil,
        let named = try unitsNamed(inner, at: subscripted.range, index: index)
      {
        operands.append(named)
      } else if name.base == "w", name.subscripts.count == 1 {
        let value = try index(subscripted)
        guard let number = Int(exactly: value), number > 0, number <= topology.parameterCount else {
          throw Fault(
            "there is no w[\(shortest(value))]", at: subscripted.range,
            label: parameterOverview)
        }
        return .one(.parameter(number - 1, part))
      } else {
        throw Fault("'\(subscripted)' is not a unit", at: subscripted.range, label: "the units are \(units.overview)")
      }
    }
    // A quantity takes four times the memory of a number.
    if name.base == "w", operands.count == 1, case .layer(let layer) = operands[0] {
      try Limits.require(numbers: 6 * topology.connections[layer].weightParameters.count, at: range)
    }
    let found = try parameters(of: name.base, operands, name, at: range)
    return found.isSingle ? .one(.parameter(found.list[0], part)) : .several(found.list.map { .parameter($0, part) })
  }

  private func parameters(of base: String, _ operands: [UnitOrLayer], _ name: Name, at range: SourceRange)
    throws(Fault) -> (list: [Int], isSingle: Bool)
  {
    let second = operands.count == 2 ? operands[1] : nil
    switch (base, operands[0], second) {
    case ("w", .unit(let source), .unit(let target)?):
      guard let parameter = topology.weight(from: source, to: target) else {
        throw Fault("there is no connection \(name)", at: range, help: "connect adds one")
      }
      return ([parameter], true)
    case ("w", .layer(let layer), nil) where layer > 0 && operands.count == 1:
      return (Array(topology.connections[layer].weightParameters), false)
    case ("w", .unit(let target), nil) where target >= topology.inputCount && operands.count == 1:
      return (topology.sources(of: target).map(\.parameter), false)
    case ("b", .unit(let unit), nil) where operands.count == 1:
      guard let bias = topology.bias(of: unit) else { throw Fault("\(units.unitName(unit)) has no bias", at: range) }
      return ([bias], true)
    case ("b", .layer(let layer), nil) where operands.count == 1:
      guard let first = topology.connections[layer].firstBias else {
        throw Fault("layer \(units.layerName(layer)) has no biases", at: range)
      }
      return (Array(first..<topology.connections[layer].endParameter), false)
    default:
      throw Fault(
        "\(name) is not a parameter", at: range,
        label: base == "w"
          ? "expected a weight, w[i1,h1], or those of a layer, w[h]"
          : "expected a bias, b[h1], or those of a layer, b[h]")
    }
  }
}
