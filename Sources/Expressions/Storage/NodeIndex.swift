/// The index of a node in its arena.
@usableFromInline typealias NodeIndex = UInt32

extension NodeIndex {
  @inlinable static var none: NodeIndex { .max }
}
