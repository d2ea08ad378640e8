import Expressions
import NeuralNetwork
import WorkedExamples

extension SessionScope {
  /// The parameters a name denotes, in order: `w7`, `w[h]`, `b[h1]`, a unit (its weights, then its bias), a layer.
  func parameters(_ name: Located<Name>) throws(Fault) -> [Int] {
    if let parameter = session.parameter(numbered: name.value) { return [parameter] }
    let topology = try session.topology(name.range)
    let names = QuantityNames(topology)
    if name.value.isPlain, name.value.base == "b" || name.value.base == "w" {
      let parameters = (0..<topology.parameterCount).filter {
        if case .bias = topology.role(of: $0) { name.value.base == "b" } else { name.value.base == "w" }
      }
      return parameters
    }
    let index: (Expression) throws(Fault) -> Double = { (expression) throws(Fault) in try expression.number(in: self) }
    if name.value.member == nil, let named = try names.unitsNamed(name.value, at: name.range, index: index) {
      switch named {
      case .unit(let unit): return self.parameters(into: unit, topology)
      case .layer(let layer):
        return topology.units(of: layer).flatMap { self.parameters(into: $0, topology) }
      }
    }
    let article = session.names.reference(name.value.description, in: topology)
    let own = article == nil ? try names.resolve(name.value, at: name.range, index: index) : nil
    var parameters: [Int] = []
    for quantity in (article ?? own)?.quantities ?? [] {
      guard case .parameter(let parameter, .value) = quantity else { throw notAParameter(name) }
      parameters.append(parameter)
    }
    guard !parameters.isEmpty else { throw notAParameter(name) }
    return parameters
  }

  private func notAParameter(_ name: Located<Name>) -> Fault {
    Fault(
      "\(name.value) is not a parameter", at: name.range,
      label: "expected w7, w[i1,h3], w[h], b[h3], b[h], a unit or a layer")
  }

  private func parameters(into unit: Int, _ topology: Topology) -> [Int] {
    guard unit >= topology.inputCount else { return [] }
    return topology.sources(of: unit).map(\.parameter) + (topology.bias(of: unit).map { [$0] } ?? [])
  }

  /// The units a name denotes: one unit, or those of a layer.
  func units(_ name: Located<Name>) throws(Fault) -> [Int] {
    guard let topology = session.units else { throw session.noNetwork(name.range) }
    let names = QuantityNames(topology)
    guard
      name.value.member == nil,
      let named = try names.unitsNamed(
        name.value, at: name.range, index: { (expression) throws(Fault) in try expression.number(in: self) })
    else {
      throw Fault(
        "\(name.value) is not a unit or a layer", at: name.range, label: "the units are \(names.units.overview)")
    }
    switch named {
    case .unit(let unit): return [unit]
    case .layer(let layer): return Array(topology.units(of: layer))
    }
  }
}
