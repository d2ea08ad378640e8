/// What a parameter is.
package enum ParameterRole: Sendable, Hashable {
  case weight(source: Int, target: Int)
  case bias(unit: Int)
}
