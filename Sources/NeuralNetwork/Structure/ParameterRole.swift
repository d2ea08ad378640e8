/// Whether a parameter is a weight or a bias, and of which units.
package enum ParameterRole: Sendable, Hashable {
  case weight(source: Int, target: Int)
  case bias(unit: Int)

  /// The unit that it feeds.
  package var target: Int {
    switch self {
    case .weight(_, let target), .bias(let target): target
    }
  }
}
