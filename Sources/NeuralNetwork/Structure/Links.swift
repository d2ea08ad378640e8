/// The connections of one unit in order: computed in dense layers, listed otherwise.
package struct Links: RandomAccessCollection, Sendable {
  private let listed: [Link]?
  private let first: Link
  private let stride: Int
  package let count: Int

  init(_ links: [Link]) {
    listed = links
    first = Link(unit: 0, parameter: 0)
    stride = 0
    count = links.count
  }

  init(first: Link, stride: Int, count: Int) {
    listed = nil
    self.first = first
    self.stride = stride
    self.count = count
  }

  /// Whether the units at the other end are consecutive and their weights evenly spaced.
  var isDense: Bool { listed == nil }

  package var startIndex: Int { 0 }
  package var endIndex: Int { count }

  package subscript(index: Int) -> Link {
    if let listed { return listed[index] }
    return Link(unit: first.unit + index, parameter: first.parameter + index * stride)
  }
}
