/// Whether a parameter is a weight or a bias, and of which units.
package enum ParameterRole: Sendable, Hashable {
  case weight(source: Int, target: Int)
  case bias(unit: Int)
}
