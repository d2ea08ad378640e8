/// The index of a node in its arena.
typealias NodeIndex = UInt32

extension NodeIndex {
  static let none: NodeIndex = .max
}
