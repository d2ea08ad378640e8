import Expressions
import NeuralNetwork

/// Finds the slip that turns the network's numbers into those that a text prints.
///
/// Slips are tried one at a time: each convention, old weights for new ones, the sign, a factor of 2, another weight or
/// unit in the formula, the number of another unit, a transposed matrix.
package struct SlipSearch {
  /// A quantity, and whether a number is the one that the text prints for it.
  package struct Expected {
    let quantity: Quantity
    let isPrinted: (Double) -> Bool

    package init(_ quantity: Quantity, isPrinted: @escaping (Double) -> Bool) {
      self.quantity = quantity
      self.isPrinted = isPrinted
    }
  }

  private let surroundings: CheckSurroundings
  private let state: NetworkState
  private let expected: [Expected]

  /// - Parameter expected: the elements of a vector or matrix, or a single quantity.
  package init?(_ expected: [Expected], in surroundings: CheckSurroundings) {
    guard let state = surroundings.state, !expected.isEmpty else { return nil }
    self.surroundings = surroundings
    self.state = state
    self.expected = expected
  }

  /// `convention sign gradient gives it`; nil if no slip explains all the printed numbers.
  package var explanation: String? {
    let values = expected.map { state.value($0.quantity) }
    guard let wrong = zip(expected, values).first(where: { !($1.map($0.isPrinted) ?? true) }) else { return nil }
    return convention ?? exchanged ?? SlipSearch.multiple(expected.map(\.isPrinted), values) ?? transposed(values)
      ?? otherUnit(wrong.0) ?? otherOperand(wrong.0)
  }

  /// The sign or a factor of 2, for numbers of any kind.
  package static func multiple(_ isPrinted: [(Double) -> Bool], _ values: [Double?]) -> String? {
    let factors: [(Double, String)] = [(-1, "with the other sign"), (2, "twice"), (0.5, "half")]
    for (factor, words) in factors {
      let agrees = zip(isPrinted, values).allSatisfy { isPrinted, value in
        value.map { $0 != 0 && isPrinted($0 * factor) } ?? false
      }
      if agrees { return factor == -1 ? "it is printed \(words)" : "\(words) its value is printed" }
    }
    return nil
  }

  private func all(_ value: (Quantity) -> Double?) -> Bool {
    expected.allSatisfy { expected in value(expected.quantity).map(expected.isPrinted) ?? false }
  }

  // MARK: Slips of the whole step

  private var convention: String? {
    for (command, altered) in state.alternatives where all(altered.recalculatedWithUpdate.value) {
      return "\(command) gives it"
    }
    return nil
  }

  /// Weights before the update instead of after it, or after it instead of before.
  private var exchanged: String? {
    guard let update = state.update else { return nil }
    let new = state.network.values
    if all({ quantity in
      if case .parameter(let parameter, .value) = quantity { update.old[parameter] } else { nil }
    }) {
      return "it is the value before the update"
    }
    return all { evaluated($0) { parameter in new[parameter] } } ? "the new weights give it" : nil
  }

  private func transposed(_ values: [Double?]) -> String? {
    let parameters = expected.compactMap {
      if case .parameter(let parameter, _) = $0.quantity { parameter } else { nil }
    }
    guard parameters.count == expected.count, parameters.count > 3, let first = parameters.first,
      case .weight(_, let target) = state.network.topology.role(of: first)
    else { return nil }
    let columns = state.network.topology.sizes[UnitNames(state.network.topology).position(target).layer]
    guard expected.count % columns == 0 else { return nil }
    let rows = expected.count / columns
    let isTransposed = expected.indices.allSatisfy { index in
      values[index % rows * columns + index / rows].map(expected[index].isPrinted) ?? false
    }
    return isTransposed ? "the transposed matrix is printed" : nil
  }

  // MARK: Slips of one number

  /// The number with another weight of the same layer, or another unit, in one position of the formula.
  private func otherOperand(_ expected: Expected) -> String? {
    guard let formula = formula(of: expected.quantity) else { return nil }
    let names = QuantityNames(state.network.topology)
    for name in formula.names {
      guard case .one(let quantity)? = try? names.resolve(name), let siblings = siblings(of: quantity) else { continue }
      for sibling in siblings where sibling != quantity {
        let value = evaluated(formula) { $0 == quantity ? sibling : $0 }
        guard let value, expected.isPrinted(value) else { continue }
        return "\(names.name(sibling)) instead of \(name) gives it"
      }
    }
    return nil
  }

  private func otherUnit(_ expected: Expected) -> String? {
    let other = siblings(of: expected.quantity)?.first { quantity in
      quantity != expected.quantity && (state.value(quantity).map(expected.isPrinted) ?? false)
    }
    return other.map { "it is \(QuantityNames(state.network.topology).name($0))" }
  }

  /// The quantities of the same kind in the same layer; nil for the network's own.
  private func siblings(of quantity: Quantity) -> [Quantity]? {
    let topology = state.network.topology
    switch quantity {
    case .unit(let unit, let part):
      return topology.units(of: UnitNames(topology).position(unit).layer).map { .unit($0, part) }
    case .parameter(let parameter, let part):
      let layer = topology.connections.first { ($0.weightParameters.lowerBound..<$0.endParameter).contains(parameter) }
      guard let layer, layer.endParameter - layer.weightParameters.lowerBound <= 200 else { return nil }
      return (layer.weightParameters.lowerBound..<layer.endParameter).map { .parameter($0, part) }
    case .whole: return nil
    }
  }

  // MARK: Formulas

  private func formula(of quantity: Quantity) -> Expression? {
    let derivations = Derivations(state)
    switch quantity {
    case .parameter(let parameter, .value), .parameter(let parameter, .new):
      guard let update = state.update else { return nil }
      return derivations.update(of: parameter, samples: update.samples, plainDescent: update.rule.isPlainDescent)
        .formula
    default: return derivations.derivation(of: quantity)?.formula
    }
  }

  /// The value of a formula with the quantities of the step, of which one may be exchanged for another.
  private func evaluated(_ formula: Expression, _ exchange: @escaping (Quantity) -> Quantity) -> Double? {
    let names = QuantityNames(state.network.topology)
    return evaluated(formula) { name in
      guard case .one(let quantity)? = try? names.resolve(name) else { return nil }
      let chosen = exchange(quantity)
      if case .parameter(let parameter, .value) = chosen { return state.forwardValues?[parameter] }
      return state.value(chosen)
    }
  }

  /// The value of a quantity's formula with other parameters.
  private func evaluated(_ quantity: Quantity, _ parameter: @escaping (Int) -> Double) -> Double? {
    if case .parameter = quantity { return nil }
    let names = QuantityNames(state.network.topology)
    guard let formula = formula(of: quantity) else { return nil }
    return evaluated(formula) { name in
      guard case .one(let quantity)? = try? names.resolve(name) else { return nil }
      if case .parameter(let index, let part) = quantity, part != .gradient { return parameter(index) }
      return state.value(quantity)
    }
  }

  private func evaluated(_ formula: Expression, _ value: @escaping (Name) -> Double?) -> Double? {
    let evaluator = LineEvaluator(functions: surroundings.lineFunctions([:]), digits: 40) { name, _ in
      value(name).flatMap { BoundedDecimal($0) }
    }
    return (try? evaluator.evaluate(formula))?.double
  }
}
