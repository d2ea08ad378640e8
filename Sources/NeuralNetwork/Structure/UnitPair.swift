/// The units at the ends of a connection.
package struct UnitPair: Sendable, Hashable {
  package var source: Int
  package var target: Int

  package init(source: Int, target: Int) { (self.source, self.target) = (source, target) }
}
