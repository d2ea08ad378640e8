/// A connection seen from one of its ends: the unit at the other end and the weight's parameter.
package struct Link: Sendable, Hashable {
  package var unit: Int
  package var parameter: Int
}
