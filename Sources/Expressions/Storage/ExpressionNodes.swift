/// The expressions of a text as they are read: all their nodes in one array, each with its first child and its next
/// sibling, so that reading and evaluating them allocates nothing. Or one node put together from other expressions.
///
/// Sharing it is safe although it grows: a text is read on one thread, and what stands in it never changes.
final class ExpressionNodes: @unchecked Sendable {
  private let source: [UInt8]
  private var nodes: ContiguousArray<StoredNode> = []
  /// How many of the nodes are in use.
  private var count = 0
  private var texts: [String] = []
  let tree: (node: Expression.Node, range: SourceRange)?

  init(_ source: [UInt8]) {
    self.source = source
    tree = nil
  }

  init(tree node: Expression.Node, _ range: SourceRange) {
    source = []
    tree = (node, range)
  }

  @inline(__always)
  subscript(_ index: NodeIndex) -> StoredNode { nodes[Int(index)] }

  func range(of index: NodeIndex) -> SourceRange {
    if let tree { return tree.range }
    let node = self[index]
    return SourceRange(Int(node.lower), Int(node.upper))
  }

  private func text(of index: NodeIndex) -> String {
    let node = self[index]
    if node.kind != .number { return texts[Int(node.child)] }
    return String(decoding: source[Int(node.lower)..<Int(node.upper)], as: UTF8.self)
  }

  func add(
    _ kind: StoredNode.Kind, _ lower: Int, _ upper: Int, child: NodeIndex = .none, symbol: Operator = .add,
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

  func addNumber(_ numeral: Numeral, _ range: SourceRange) -> NodeIndex {
    addText(.numberWithText, numeral.text, range, payload: numeral.value.bitPattern)
  }

  func addBinary(_ symbol: Operator, _ left: NodeIndex, _ right: NodeIndex, _ range: SourceRange) -> NodeIndex {
    nodes[Int(left)].next = right
    return add(.binary, range.lower, range.upper, child: left, symbol: symbol)
  }

  /// As above, with the range that covers both.
  func addBinary(_ symbol: Operator, _ left: NodeIndex, _ right: NodeIndex) -> NodeIndex {
    nodes[Int(left)].next = right
    let a = nodes[Int(left)]
    let b = nodes[Int(right)]
    return add(.binary, Int(min(a.lower, b.lower)), Int(max(a.upper, b.upper)), child: left, symbol: symbol)
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

typealias NodeIndex = UInt32

extension NodeIndex {
  static let none: NodeIndex = .max
}

struct StoredNode {
  enum Kind: UInt8 {
    /// A number whose text is its place in the source, and one that was written otherwise.
    case number, numberWithText
    /// A plain name; one with a `member` or subscripts, which are its children.
    case name, compoundName
    case member
    /// The function's name and the arguments.
    case call
    case negate, not, binary, vector
    /// Its parts, of which the `characters` are plain.
    case text, characters
  }

  var kind: Kind
  /// Of `binary` alone.
  var symbol: Operator
  var lower: UInt32
  var upper: UInt32
  /// The first child; of `numberWithText` and `characters` the number of their text.
  var child: NodeIndex
  var next: NodeIndex
  /// The bits of a number, or the raw value of an identifier.
  var payload: UInt64
}

extension ExpressionNodes {
  /// A node as the tree that it stands for.
  func node(_ index: NodeIndex) -> Expression.Node {
    if let tree { return tree.node }
    let node = self[index]
    switch node.kind {
    case .number, .numberWithText:
      return .number(Numeral(value: Double(bitPattern: node.payload), text: text(of: index)))
    case .name, .compoundName, .member: return .name(name(index))
    case .call: return .call(name(node.child), expressions(from: self[node.child].next))
    case .negate: return .negate(Expression(self, node.child))
    case .not: return .not(Expression(self, node.child))
    case .binary:
      return .binary(node.symbol, Expression(self, node.child), Expression(self, self[node.child].next))
    case .vector: return .vector(expressions(from: node.child))
    case .text:
      var parts: [TextPart] = []
      var child = node.child
      while child != .none {
        let isPlain = self[child].kind == .characters
        parts.append(isPlain ? .plain(text(of: child)) : .expression(Expression(self, child)))
        child = self[child].next
      }
      return .text(parts)
    case .characters: return .text([.plain(text(of: index))])
    }
  }

  /// The name, if the node is one without subscripts and member.
  func plainName(_ index: NodeIndex) -> Identifier? {
    if let tree {
      guard case .name(let name) = tree.node, name.isPlain else { return nil }
      return Identifier(name.base)
    }
    let node = self[index]
    return node.kind == .name ? Identifier(raw: node.payload) : nil
  }

  private func name(_ index: NodeIndex) -> Name {
    let node = self[index]
    var name = Name(Identifier(raw: node.payload).text)
    guard node.kind == .compoundName else { return name }
    var child = node.child
    if child != .none, self[child].kind == .member {
      name.member = Identifier(raw: self[child].payload).text
      child = self[child].next
    }
    name.subscripts = expressions(from: child)
    return name
  }

  private func expressions(from first: NodeIndex) -> [Expression] {
    var expressions: [Expression] = []
    var child = first
    while child != .none {
      expressions.append(Expression(self, child))
      child = self[child].next
    }
    return expressions
  }
}
