/// A named number of the network; units and parameters by their index in the topology.
package enum Quantity: Hashable, Sendable {
  case unit(Int, UnitPart)
  case parameter(Int, ParameterPart)
  case whole(WholePart)
}

extension Quantity {
  /// The command after which it has a value.
  package var knownAfter: String {
    switch self {
    case .unit(_, .out), .unit(_, .net): "forward"
    case .unit: "backward"
    case .parameter(_, .value): "net"
    case .parameter(_, .gradient): "backward"
    case .parameter: "update"
    case .whole(.loss), .whole(.sse), .whole(.mse), .whole(.mae): "backward or train"
    case .whole(.misclassified), .whole(.accuracy): "train or test"
    case .whole: "net"
    }
  }
}
