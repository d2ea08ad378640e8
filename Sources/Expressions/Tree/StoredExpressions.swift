// How an arena stores operators, numerals and trees.

extension StoredNode {
  /// The operator of a `binary` node.
  @inline(__always) var operation: Operator { Operator(rawValue: symbol) ?? .add }
}

extension NodeArena {
  func addNumber(_ numeral: Numeral, _ range: SourceRange) -> NodeIndex {
    addText(.numberWithText, numeral.text, range, payload: numeral.value.bitPattern)
  }

  func addBinary(_ symbol: Operator, _ left: NodeIndex, _ right: NodeIndex, _ range: SourceRange) -> NodeIndex {
    setNext(left, right)
    return add(.binary, range.lower, range.upper, child: left, symbol: symbol.rawValue)
  }

  /// A binary node whose range covers both operands.
  func addBinary(_ symbol: Operator, _ left: NodeIndex, _ right: NodeIndex) -> NodeIndex {
    let a = self[left]
    let b = self[right]
    return addBinary(symbol, left, right, SourceRange(Int(min(a.lower, b.lower)), Int(max(a.upper, b.upper))))
  }

  /// The tree node at an index.
  @usableFromInline func node(_ index: NodeIndex) -> Expression.Node {
    let node = self[index]
    switch node.kind {
    case .number, .numberWithText:
      return .number(Numeral(value: Double(bitPattern: node.payload), text: text(of: index)))
    case .name, .compoundName, .member: return .name(name(index))
    case .call: return .call(name(node.child), expressions(from: self[node.child].next))
    case .negate: return .negate(Expression(self, node.child))
    case .not: return .not(Expression(self, node.child))
    case .binary:
      return .binary(node.operation, Expression(self, node.child), Expression(self, self[node.child].next))
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

  func isCalculation(_ index: NodeIndex, where condition: (Identifier) -> Bool) -> Bool {
    let node = self[index]
    switch node.kind {
    case .number, .numberWithText: return true
    case .name, .compoundName: return condition(Identifier(raw: node.payload))
    case .member, .not, .text, .characters: return false
    case .call, .negate, .binary, .vector:
      // A function's name comes first.
      var child = node.child
      while child != .none {
        guard isCalculation(child, where: condition) else { return false }
        child = self[child].next
      }
      return true
    }
  }

  /// The name, if the node is a name without subscripts and member.
  func plainName(_ index: NodeIndex) -> Identifier? {
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
