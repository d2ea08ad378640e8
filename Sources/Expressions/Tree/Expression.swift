/// A node of an expression tree and its range in the source.
///
/// Used wherever the shell has formulas: `print`, `let f(x) = …`, `explain` and `check`.
@usableFromInline package struct Expression: @unchecked Sendable {
  /// The arena that it was read into, or the node that it was built as.
  @usableFromInline let storage: ExpressionStorage
  /// The node in the arena; none if it was built.
  @usableFromInline let index: NodeIndex

  @usableFromInline package enum Node: Sendable {
    case number(Numeral)
    case text([TextPart])
    case name(Name)
    case call(Name, [Expression])
    case negate(Expression)
    case not(Expression)
    case binary(Operator, Expression, Expression)
    case vector([Expression])
  }

  /// An expression built from others.
  package init(_ node: __owned Node, at range: SourceRange = SourceRange(0, 0)) {
    storage = BuiltNode.of(node, range)
    index = .none
  }

  init(_ arena: NodeArena, _ index: NodeIndex) {
    storage = arena
    self.index = index
  }

  /// Whether it was built from others, not read from a source.
  @inlinable @inline(__always) package var isBuilt: Bool { index == .none }

  /// Where it was read into; only for an expression that was read.
  @inlinable @inline(__always) var arena: NodeArena { unsafeDowncast(storage, to: NodeArena.self) }

  /// Only for an expression that was built.
  @inlinable @inline(__always) var built: BuiltNode { unsafeDowncast(storage, to: BuiltNode.self) }

  @inlinable @inline(__always)
  package var node: Node { _fastPath(isBuilt) ? built.node : arena.node(index) }

  @inlinable @inline(__always)
  package var range: SourceRange { isBuilt ? built.range : arena.range(of: index) }

  /// Whether both are the same node, not only equal ones.
  func isIdentical(to other: Expression) -> Bool { storage === other.storage && index == other.index }

  /// What may occur in it.
  @inlinable @inline(__always) package var contents: ExpressionContents { isBuilt ? built.contents : .unknown }

  /// Whether it is just a number.
  @inlinable @inline(__always)
  package var isWrittenNumber: Bool { isBuilt ? built.contents.contains(.isNumber) : writtenNumber != nil }

  /// The number that it is printed as; nil if it is not just a number.
  @usableFromInline package var writtenNumber: WrittenNumber? {
    guard isBuilt else { return WrittenNumber(node, at: range) }
    return built.contents.contains(.isNumber) ? unsafeDowncast(storage, to: BuiltNumber.self).written : nil
  }

  /// The name, if the expression is a name without subscripts and member.
  package var plainName: Identifier? {
    if !isBuilt { return arena.plainName(index) }
    guard case .name(let name) = node, name.isPlain else { return nil }
    return Identifier(name.base)
  }
}

@usableFromInline class BuiltNode: ExpressionStorage, @unchecked Sendable {
  @usableFromInline final let node: Expression.Node
  @usableFromInline final let range: SourceRange
  @usableFromInline final let contents: ExpressionContents

  fileprivate init(_ node: __owned Expression.Node, _ range: SourceRange, isNumber: Bool = false) {
    contents = ExpressionContents(of: node).union(isNumber ? .isNumber : [])
    self.node = node
    self.range = range
  }

  @inline(__always)
  static func of(_ node: __owned Expression.Node, _ range: SourceRange) -> BuiltNode {
    WrittenNumber(node, at: range).map { BuiltNumber(node, range, $0) } ?? BuiltNode(node, range)
  }
}

/// A node that is just a number, which is read once.
private final class BuiltNumber: BuiltNode, @unchecked Sendable {
  let written: WrittenNumber

  init(_ node: Expression.Node, _ range: SourceRange, _ written: WrittenNumber) {
    self.written = written
    super.init(node, range, isNumber: true)
  }
}

/// A part of a double-quoted string: plain characters or an expression in braces.
@usableFromInline package enum TextPart: Sendable {
  case plain(String)
  case expression(Expression)
}

extension Expression {
  package static func number(_ value: Double) -> Expression {
    Expression(.number(Numeral(value: value, text: shortest(value))))
  }

  package static func name(_ base: String) -> Expression { Expression(.name(Name(base))) }

  package static func call(_ function: String, _ arguments: Expression...) -> Expression {
    Expression(.call(Name(function), arguments))
  }

  package static func + (left: Expression, right: Expression) -> Expression {
    Expression(.binary(.add, left, right), at: left.range.union(right.range))
  }
  package static func - (left: Expression, right: Expression) -> Expression {
    Expression(.binary(.subtract, left, right), at: left.range.union(right.range))
  }
  package static func * (left: Expression, right: Expression) -> Expression {
    Expression(.binary(.multiply, left, right), at: left.range.union(right.range))
  }
  package static func / (left: Expression, right: Expression) -> Expression {
    Expression(.binary(.divide, left, right), at: left.range.union(right.range))
  }
  package static prefix func - (operand: Expression) -> Expression {
    Expression(.negate(operand), at: operand.range)
  }
  package func power(_ exponent: Expression) -> Expression {
    Expression(.binary(.power, self, exponent), at: range.union(exponent.range))
  }
}

extension Expression: Equatable {
  /// Whether both are the same tree, regardless of their ranges.
  @usableFromInline package static func == (left: Expression, right: Expression) -> Bool {
    switch (left.node, right.node) {
    case (.number(let a), .number(let b)): a.value == b.value
    case (.name(let a), .name(let b)): a == b
    case (.call(let a, let x), .call(let b, let y)): a == b && x == y
    case (.negate(let a), .negate(let b)), (.not(let a), .not(let b)): a == b
    case (.binary(let o, let a, let b), .binary(let p, let c, let d)): o == p && a == c && b == d
    case (.vector(let a), .vector(let b)): a == b
    default: false
    }
  }
}
