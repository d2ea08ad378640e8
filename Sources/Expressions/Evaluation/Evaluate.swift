extension Expression {
  /// The value in IEEE double arithmetic, with each operation rounded once.
  package func value(in scope: borrowing some Scope) throws(Fault) -> Value {
    if !isBuilt { return try arena.value(of: index, in: scope) }
    return try valueOfTree(in: scope)
  }

  fileprivate func valueOfTree(in scope: borrowing some Scope) throws(Fault) -> Value {
    switch node {
    case .number(let numeral): return .number(numeral.value)
    case .name(let name): return try scope.value(of: name, at: range)
    case .binary(let symbol, let left, let right): return try combine(symbol, left, right, in: scope)
    case .negate(let operand):
      switch try operand.value(in: scope) {
      case .number(let value): return .number(-value)
      case .vector(let elements):
        try Limits.require(numbers: elements.count, at: range)
        return .vector(elements.map { -$0 })
      case let other: throw Fault("'-' takes a number, not \(other.kind)", at: operand.range)
      }
    case .not(let operand): return .truth(!(try operand.truth(in: scope)))
    case .call(let function, let arguments):
      if function.isChoice {
        guard let choice = Choice(arguments) else { throw Choice.wrongCount(arguments.count, at: range) }
        return try (choice.condition.truth(in: scope) ? choice.one : choice.other).value(in: scope)
      }
      var values: [Value] = []
      for argument in arguments { values.append(try argument.value(in: scope)) }
      return try scope.call(function, values, at: range)
    case .vector(let elements):
      var numbers: [Double] = []
      for element in elements {
        switch try element.value(in: scope) {
        case .number(let value): numbers.append(value)
        case .vector(let inner):
          // As many again while the array grows.
          try Limits.require(numbers: 2 * (numbers.count + inner.count), at: range)
          numbers += inner
        case let other: throw Fault("a vector can only contain numbers, not \(other.kind)", at: element.range)
        }
      }
      return .vector(numbers)
    case .text(let parts):
      var text = ""
      for part in parts {
        switch part {
        case .plain(let characters): text += characters
        case .expression(let inner):
          let value = try inner.value(in: scope)
          try Limits.require(bytes: value.descriptionSize + text.utf8.count, at: range)
          text += value.description
        }
      }
      return .text(text)
    }
  }

  /// The value as a number; throws if it is not one.
  package func number(in scope: borrowing some Scope) throws(Fault) -> Double {
    switch try value(in: scope) {
    case .number(let value): return value
    case let other: throw Fault("expected a number, found \(other.kind)", at: range)
    }
  }

  /// The value as a condition; throws if it is not one.
  package func truth(in scope: borrowing some Scope) throws(Fault) -> Bool {
    switch try value(in: scope) {
    case .truth(let truth): return truth
    case let other:
      throw Fault(
        "expected a condition, found \(other.kind)", at: range, help: "compare it: \(self) > 0")
    }
  }

  /// The value of the right side of a definition.
  package func definedValue(in scope: borrowing some Scope) throws(Fault) -> Value {
    guard !isBuilt else { return try (sides?.value ?? self).value(in: scope) }
    return try arena.value(of: arena[arena[index].child].next, in: scope)
  }

  private func combine(
    _ symbol: Operator, _ left: Expression, _ right: Expression, in scope: borrowing some Scope
  ) throws(Fault) -> Value {
    if symbol == .and { return .truth(try left.truth(in: scope) ? try right.truth(in: scope) : false) }
    if symbol == .or { return .truth(try left.truth(in: scope) ? true : try right.truth(in: scope)) }
    let a = try left.value(in: scope)
    let b = try right.value(in: scope)
    return try combined(symbol, a, b, at: range)
  }
}

/// The value of a binary operation other than `and` and `or`.
private func combined(_ symbol: Operator, _ a: Value, _ b: Value, at range: @autoclosure () -> SourceRange)
  throws(Fault) -> Value
{
  switch (a, b) {
  case (.number(let x), .number(let y)):
    if symbol.isComparison { return .truth(compare(symbol, x, y)) }
    return .number(apply(symbol, x, y))
  case (.vector(let x), .vector(let y)):
    try Limits.require(numbers: x.count, at: range())
    if symbol == .equal { return .truth(x == y) }
    if symbol == .notEqual { return .truth(x != y) }
    guard x.count == y.count else {
      throw Fault("vectors have different lengths: \(x.count) and \(y.count)", at: range())
    }
    guard !symbol.isComparison else { throw Fault("vectors cannot be ordered", at: range()) }
    return .vector(zip(x, y).map { apply(symbol, $0, $1) })
  case (.vector(let x), .number(let y)) where !symbol.isComparison:
    try Limits.require(numbers: x.count, at: range())
    return .vector(x.map { apply(symbol, $0, y) })
  case (.number(let x), .vector(let y)) where !symbol.isComparison:
    try Limits.require(numbers: y.count, at: range())
    return .vector(y.map { apply(symbol, x, $0) })
  case (.text(let x), .text(let y)) where symbol == .add:
    try Limits.require(bytes: 2 * (x.utf8.count + y.utf8.count), at: range())
    return .text(x + y)
  case (.text(let x), .text(let y)) where symbol == .equal: return .truth(x == y)
  case (.text(let x), .text(let y)) where symbol == .notEqual: return .truth(x != y)
  case (.truth(let x), .truth(let y)) where symbol == .equal: return .truth(x == y)
  case (.truth(let x), .truth(let y)) where symbol == .notEqual: return .truth(x != y)
  default:
    throw Fault("'\(symbol.symbol)' cannot combine \(a.kind) with \(b.kind)", at: range())
  }
}

extension NodeArena {
  /// The value of a node: numbers, plain names, binary operations and calls of common functions directly, other nodes
  /// as a tree.
  func value(of index: NodeIndex, in scope: borrowing some Scope) throws(Fault) -> Value {
    let node = self[index]
    switch node.kind {
    case .number, .numberWithText: return .number(Double(bitPattern: node.payload))
    case .name: return try scope.value(of: Identifier(raw: node.payload), at: range(of: index))
    case .binary where node.operation != .and && node.operation != .or:
      let left = try value(of: node.child, in: scope)
      let right = try value(of: self[node.child].next, in: scope)
      if case .number(let x) = left, case .number(let y) = right {
        if node.operation.isComparison { return .truth(compare(node.operation, x, y)) }
        return .number(apply(node.operation, x, y))
      }
      return try combined(node.operation, left, right, at: range(of: index))
    case .call:
      let (callee, argument) = (self[node.child], self[node.child].next)
      let function = Identifier(raw: callee.payload)
      guard callee.kind == .name, function != .choice, argument != .none, self[argument].next == .none else {
        return try Expression(self, index).valueOfTree(in: scope)
      }
      let value = try value(of: argument, in: scope)
      if case .number(let x) = value, let result = scope.value(of: function, at: x) { return .number(result) }
      return try scope.call(Name(function.text), [value], at: range(of: index))
    default: return try Expression(self, index).valueOfTree(in: scope)
    }
  }
}

private func compare(_ symbol: Operator, _ x: Double, _ y: Double) -> Bool {
  switch symbol {
  case .equal: x == y
  case .notEqual: x != y
  case .less: x < y
  case .lessOrEqual: x <= y
  case .greater: x > y
  default: x >= y
  }
}

/// An arithmetic operation on doubles.
///
/// Whole exponents up to 64 use repeated multiplication, which gives the same result on every machine.
package func apply(_ symbol: Operator, _ x: Double, _ y: Double) -> Double {
  switch symbol {
  case .add: return x + y
  case .subtract: return x - y
  case .multiply: return x * y
  case .divide: return x / y
  default: return raise(x, to: y)
  }
}

private func raise(_ base: Double, to exponent: Double) -> Double {
  guard exponent == exponent.rounded(), exponent.magnitude <= 64 else { return power(base, exponent) }
  var result = 1.0
  for _ in 0..<Int(exponent.magnitude) { result *= base }
  return exponent < 0 ? 1 / result : result
}
