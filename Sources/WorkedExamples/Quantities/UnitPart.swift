package enum UnitPart: String, Hashable, Sendable, CaseIterable {
  case out, net, target, error
  case derivative = "deriv"
  case delta
  /// ∂E/∂out.
  case gradient = "grad"
}
