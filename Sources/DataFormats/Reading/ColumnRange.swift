/// Adjacent columns, both ends included.
package struct ColumnRange: Sendable, Equatable {
  package var first: ColumnReference
  package var last: ColumnReference

  package init(_ first: ColumnReference, _ last: ColumnReference) {
    self.first = first
    self.last = last
  }

  package init(_ only: ColumnReference) {
    self.init(only, only)
  }
}
