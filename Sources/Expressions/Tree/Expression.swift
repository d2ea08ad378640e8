/// A node of an expression tree and its range in the source.
///
/// Used wherever the shell has formulas: `print`, `let f(x) = …`, `explain` and `check`.
package struct Expression: Sendable {
  private enum Storage: Sendable {
    case read(NodeArena, NodeIndex)
    case built(BuiltNode)
  }

  private let storage: Storage

  package enum Node: Sendable {
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
  package init(_ node: Node, at range: SourceRange = SourceRange(0, 0)) { storage = .built(BuiltNode(node, range)) }

  init(_ arena: NodeArena, _ index: NodeIndex) { storage = .read(arena, index) }

  /// Its arena and index, if it was read from a source.
  @inline(__always) var stored: (arena: NodeArena, index: NodeIndex)? {
    if case .read(let arena, let index) = storage { (arena, index) } else { nil }
  }

  package var node: Node {
    switch storage {
    case .read(let arena, let index): arena.node(index)
    case .built(let built): built.node
    }
  }

  package var range: SourceRange {
    switch storage {
    case .read(let arena, let index): arena.range(of: index)
    case .built(let built): built.range
    }
  }

  /// The name, if the expression is a name without subscripts and member.
  package var plainName: Identifier? {
    if let (arena, index) = stored { return arena.plainName(index) }
    guard case .name(let name) = node, name.isPlain else { return nil }
    return Identifier(name.base)
  }
}

private final class BuiltNode: Sendable {
  let node: Expression.Node
  let range: SourceRange

  init(_ node: Expression.Node, _ range: SourceRange) {
    self.node = node
    self.range = range
  }
}

/// A part of a double-quoted string: plain characters or an expression in braces.
package enum TextPart: Sendable {
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
  package static func == (left: Expression, right: Expression) -> Bool {
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
