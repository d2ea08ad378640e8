import Expressions
import NeuralNetwork

/// All quantities of a kind: every `w.old`, every `delta`.
package enum QuantityKind: Hashable, Sendable {
  case input
  case unit(UnitPart)
  case weight(ParameterPart)
  case bias(ParameterPart)

  package init?(_ quantity: Quantity, _ topology: Topology) {
    switch quantity {
    case .unit(let unit, let part): self = unit < topology.inputCount && part == .out ? .input : .unit(part)
    case .parameter(let parameter, let part):
      if case .bias = topology.role(of: parameter) { self = .bias(part) } else { self = .weight(part) }
    case .whole: return nil
    }
  }

  /// `w`, `w.old`, `b.grad`, `net`, `delta`, `i`.
  package init?(_ text: String) {
    if text == "i" {
      self = .input
      return
    }
    if let part = UnitPart(rawValue: text), part != .gradient {
      self = .unit(part)
      return
    }
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let part = parts.count == 1 ? .value : ParameterPart(rawValue: String(parts[1])) else {
      return nil
    }
    switch parts[0] {
    case "w": self = .weight(part)
    case "b": self = .bias(part)
    default: return nil
    }
  }

  /// The number of quantities of this kind in a network.
  func count(_ topology: Topology) -> Int {
    let weights = topology.connections.reduce(0) { $0 + $1.weightParameters.count }
    return switch self {
    case .input: topology.inputCount
    case .unit(.target): topology.outputCount
    case .unit(.gradient): topology.unitCount
    case .unit: topology.unitCount - topology.inputCount
    case .weight: weights
    case .bias: topology.parameterCount - weights
    }
  }
}
