// Storage exists for speed. A script runs as many lines per second as bc, because reading and evaluating a line
// allocates nothing: its nodes go into one array (NodeArena), and a name is eight bytes (Identifier), looked up in a
// table of numbers (IdentifierMap). Three rules keep it correct: the arena's nodes are only valid with the source they
// were read from; a node that an Expression refers to must not be removed (removeAll only while nobody shares the
// arena); names of more than eight bytes are numbered per process, so an identifier's raw value is meaningless outside
// it.

/// The nodes of the expressions of a source in reading order, each with its first child and its next sibling.
///
/// Sharing it is safe although it grows: a source is read on one thread, and a node that was read never changes.
@usableFromInline final class NodeArena: ExpressionStorage, @unchecked Sendable {
  private let source: [UInt8]
  /// Not an array, which would look at every write whether it is shared.
  private var nodes: UnsafeMutablePointer<StoredNode>
  private var capacity = 8
  /// The number of nodes in use.
  private var count = 0
  private var strings: [String] = []

  init(_ source: [UInt8]) {
    self.source = source
    nodes = .allocate(capacity: capacity)
  }

  deinit { nodes.deallocate() }

  @inline(__always)
  subscript(_ index: NodeIndex) -> StoredNode {
    precondition(Int(index) < count)
    return nodes[Int(index)]
  }

  private func grow() {
    let larger = UnsafeMutablePointer<StoredNode>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: nodes, count: count)
    nodes.deallocate()
    nodes = larger
    capacity *= 2
  }

  @inline(__always)
  private func change(_ index: NodeIndex, _ change: (inout StoredNode) -> Void) {
    precondition(Int(index) < count)
    change(&nodes[Int(index)])
  }

  @usableFromInline func range(of index: NodeIndex) -> SourceRange {
    let node = self[index]
    return SourceRange(Int(node.lower), Int(node.upper))
  }

  func text(of index: NodeIndex) -> String {
    let node = self[index]
    if node.kind != .number { return strings[Int(node.child)] }
    return String(decoding: source[Int(node.lower)..<Int(node.upper)], as: UTF8.self)
  }

  func add(
    _ kind: StoredNode.Kind, _ lower: Int, _ upper: Int, child: NodeIndex = .none, symbol: UInt8 = 0,
    payload: UInt64 = 0
  ) -> NodeIndex {
    let node = StoredNode(
      kind: kind, symbol: symbol, lower: UInt32(truncatingIfNeeded: lower), upper: UInt32(truncatingIfNeeded: upper),
      child: child, next: .none, payload: payload)
    if count == capacity { grow() }
    (nodes + count).initialize(to: node)
    count &+= 1
    return NodeIndex(truncatingIfNeeded: count &- 1)
  }

  func addText(_ kind: StoredNode.Kind, _ text: String, _ range: SourceRange, payload: UInt64 = 0) -> NodeIndex {
    strings.append(text)
    return add(kind, range.lower, range.upper, child: NodeIndex(strings.count - 1), payload: payload)
  }

  /// A call of a function with one argument.
  func addCall(_ function: String, _ argument: NodeIndex, _ range: SourceRange) -> NodeIndex {
    let callee = add(.name, range.lower, range.upper, payload: Identifier(function).raw)
    setNext(callee, argument)
    return add(.call, range.lower, range.upper, child: callee)
  }

  func setNext(_ index: NodeIndex, _ next: NodeIndex) { change(index) { $0.next = next } }

  /// Changes the range of a node, as parentheses do; a number keeps its text.
  func setRange(_ index: NodeIndex, _ range: SourceRange) {
    if self[index].kind == .number {
      strings.append(text(of: index))
      change(index) { node in
        node.kind = .numberWithText
        node.child = NodeIndex(strings.count - 1)
      }
    }
    change(index) { node in
      node.lower = UInt32(truncatingIfNeeded: range.lower)
      node.upper = UInt32(truncatingIfNeeded: range.upper)
    }
  }

  /// Call only if no expression refers to the arena anymore.
  func removeAll() {
    count = 0
    if !strings.isEmpty { strings.removeAll() }
  }
}
