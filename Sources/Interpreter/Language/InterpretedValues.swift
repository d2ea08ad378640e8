import Expressions
import NeuralNetwork

// The values of operands.

extension Interpreter {
  package func number(_ expression: Expression) throws(Fault) -> Double {
    if case .number(let numeral) = expression.node { return numeral.value }
    return try expression.number(in: self)
  }

  package func numbers(_ expressions: [Expression]) throws(Fault) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(expressions.count)
    for expression in expressions { try append(expression, to: &values) }
    return values
  }

  /// Adds the value of an expression, or the elements of a vector.
  func append(_ expression: Expression, to values: inout [Double]) throws(Fault) {
    switch try expression.value(in: self) {
    case .number(let value): values.append(value)
    case .vector(let elements): values += elements
    case let other: throw Fault("expected a number, found \(other.kind)", at: expression.range)
    }
  }

  /// As `numbers`; throws if one is infinite or NaN.
  package func finiteNumbers(_ expressions: [Expression]) throws(Fault) -> [Double] {
    var all: [Double] = []
    for expression in expressions { try appendFinite(expression, to: &all) }
    return all
  }

  /// Appends the numbers of an expression; throws if one is infinite or NaN.
  func appendFinite(_ expression: Expression, to all: inout [Double]) throws(Fault) {
    let known = all.count
    try append(expression, to: &all)
    for index in known..<all.count { try requireFinite(all[index], expression) }
  }

  /// As `number`; throws if it is infinite or NaN.
  package func finiteNumber(_ expression: Expression) throws(Fault) -> Double {
    let value = try number(expression)
    try requireFinite(value, expression)
    return value
  }

  private func requireFinite(_ value: Double, _ expression: Expression) throws(Fault) {
    guard !value.isFinite else { return }
    throw Fault("expected a finite number, got \(shortest(value))", at: expression.range)
  }

  /// A finite number from 0. Throws naming the quantity.
  func notNegative(_ expression: Expression, _ quantity: String) throws(Fault) -> Double {
    let value = try number(expression)
    guard value.isFinite, value >= 0 else {
      throw Fault("\(quantity) must be finite and not negative, got \(shortest(value))", at: expression.range)
    }
    return value
  }

  /// A whole number in a range. Throws naming the quantity and the range.
  package func whole(_ expression: Expression, _ quantity: String, in range: ClosedRange<Int>) throws(Fault) -> Int {
    let value = try number(expression)
    guard let whole = Int(exactly: value), range.contains(whole) else {
      let largest = 1 << 52
      let from = range.lowerBound < -largest ? "" : " from \(range.lowerBound)"
      let to = range.upperBound >= largest ? "" : " to \(range.upperBound)"
      throw Fault("\(quantity) must be a whole number\(from)\(to), got \(shortest(value))", at: expression.range)
    }
    return whole
  }
}

/// Resolves names and functions in the session; variables are read without building a scope.
extension Interpreter: Scope {
  package func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value {
    if let variable = session.variables[identifier] { return variable }
    return try scope.value(of: identifier, at: range)
  }

  package func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    try scope.value(of: name, at: range)
  }

  package func value(of function: Identifier, at x: Double) -> Double? {
    session.hasOwnFunctions ? nil : Functions.value(of: function, at: x)
  }

  package func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    try scope.call(function, arguments, at: range)
  }
}
