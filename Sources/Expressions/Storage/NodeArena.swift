// Storage is for speed alone. A script runs as many lines a second as bc, because reading and evaluating a line allocates
// nothing: its nodes go into one array (NodeArena), and a name is eight bytes (Identifier), found in a table of numbers
// (IdentifierMap). What may break: the arena's nodes are of use only with the source they were read from; a node that an
// Expression refers to must not be taken back (removeAll only while nobody shares the arena); words of more than eight
// bytes are numbered per process, so that an identifier's raw value is worth nothing outside it.

/// The nodes of the expressions of a text in the order they are read, each with its first child and its next sibling.
///
/// Sharing it is safe although it grows: a text is read on one thread, and a node that was read never changes.
final class NodeArena: @unchecked Sendable {
  private let source: [UInt8]
  private var nodes: ContiguousArray<StoredNode> = []
  /// How many of the nodes are in use.
  private var count = 0
  private var texts: [String] = []

  init(_ source: [UInt8]) { self.source = source }

  @inline(__always)
  subscript(_ index: NodeIndex) -> StoredNode { nodes[Int(index)] }

  func range(of index: NodeIndex) -> SourceRange {
    let node = self[index]
    return SourceRange(Int(node.lower), Int(node.upper))
  }

  func text(of index: NodeIndex) -> String {
    let node = self[index]
    if node.kind != .number { return texts[Int(node.child)] }
    return String(decoding: source[Int(node.lower)..<Int(node.upper)], as: UTF8.self)
  }

  func add(
    _ kind: StoredNode.Kind, _ lower: Int, _ upper: Int, child: NodeIndex = .none, symbol: UInt8 = 0,
    payload: UInt64 = 0
  ) -> NodeIndex {
    let node = StoredNode(
      kind: kind, symbol: symbol, lower: UInt32(truncatingIfNeeded: lower), upper: UInt32(truncatingIfNeeded: upper),
      child: child, next: .none, payload: payload)
    if count < nodes.count { nodes[count] = node } else { nodes.append(node) }
    count &+= 1
    return NodeIndex(truncatingIfNeeded: count &- 1)
  }

  func addText(_ kind: StoredNode.Kind, _ text: String, _ range: SourceRange, payload: UInt64 = 0) -> NodeIndex {
    texts.append(text)
    return add(kind, range.lower, range.upper, child: NodeIndex(texts.count - 1), payload: payload)
  }

  /// A call of a function with one argument.
  func addCall(_ function: String, _ argument: NodeIndex, _ range: SourceRange) -> NodeIndex {
    let callee = add(.name, range.lower, range.upper, payload: Identifier(function).raw)
    nodes[Int(callee)].next = argument
    return add(.call, range.lower, range.upper, child: callee)
  }

  func setNext(_ index: NodeIndex, _ next: NodeIndex) { nodes[Int(index)].next = next }

  /// Gives a node another place, as parentheses do; a number keeps its text.
  func place(_ index: NodeIndex, _ range: SourceRange) {
    if nodes[Int(index)].kind == .number {
      texts.append(text(of: index))
      nodes[Int(index)].kind = .numberWithText
      nodes[Int(index)].child = NodeIndex(texts.count - 1)
    }
    nodes[Int(index)].lower = UInt32(truncatingIfNeeded: range.lower)
    nodes[Int(index)].upper = UInt32(truncatingIfNeeded: range.upper)
  }

  /// Only where no expression refers to it any more.
  func removeAll() {
    count = 0
    if !texts.isEmpty { texts.removeAll() }
  }
}
