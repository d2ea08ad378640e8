import NeuralNetwork

/// The kind of quantity that a line computes, as named in `lines` and `hand`.
package enum LineKind: String, Sendable, CaseIterable {
  case net, out, target, loss, error
  case derivative = "deriv"
  case delta
  case gradient = "grad"
  /// What the optimizer keeps.
  case state
  case rate
  case weight = "w"
  case bias = "b"

  package init?(_ quantity: Quantity, _ topology: Topology) {
    switch quantity {
    case .unit(_, let part):
      switch part {
      case .net: self = .net
      case .out: self = .out
      case .target: self = .target
      case .error: self = .error
      case .derivative: self = .derivative
      case .delta: self = .delta
      case .gradient: self = .gradient
      }
    case .parameter(_, .gradient): self = .gradient
    case .parameter(_, let part) where part.optimizerState != nil: self = .state
    case .parameter(let parameter, _):
      if case .bias = topology.role(of: parameter) { self = .bias } else { self = .weight }
    case .whole(.loss): self = .loss
    case .whole(.rate): self = .rate
    case .whole: return nil
    }
  }
}
