import Expressions
import NeuralNetwork

/// `NAME = FORMULA = NUMBERS PUT IN = RESULT`: a derivation with the values of a record.
package struct EquationLine: Sendable {
  package var name: String
  /// Between the name and the result; parts that read the same stand once.
  package var parts: [String]
  package var result: String

  package var text: String { ([name] + parts + [result]).joined(separator: " = ") }
  package var brief: String { "\(name) = \(result)" }
}

/// Writes equation lines so that the numbers printed in a line give the result printed in it.
package struct LineWriter: Sendable {
  package let names: QuantityNames
  /// Significant digits of results; numbers put in get more where the result needs them.
  package let digits: Int
  package let value: @Sendable (Quantity) -> Double?
  package let call: @Sendable (Name, [Double]) -> Double?

  package init(
    names: QuantityNames, digits: Int, value: @escaping @Sendable (Quantity) -> Double?,
    call: @escaping @Sendable (Name, [Double]) -> Double?
  ) {
    self.names = names
    self.digits = digits
    self.value = value
    self.call = call
  }

  /// - Parameter result: from the engine's record.
  package func line(_ derivation: Derivation, result: Double) -> EquationLine {
    let printed = rounded(result, digits: digits)
    var parts = [derivation.formula.description]
    var precision = digits
    while precision <= 17 {
      let numbers = substituted(derivation.formula, digits: precision, applying: false)
      let applied = substituted(derivation.formula, digits: precision, applying: true)
      let isWhole = if case .call = derivation.formula.node { true } else { false }
      let stages = isWhole ? [numbers] : [numbers, applied]
      if precision == 17 || stages.allSatisfy({ gives(printed, $0) }) {
        for stage in stages where parts.last != stage.description { parts.append(stage.description) }
        break
      }
      precision += 1
    }
    if parts.last == printed { parts.removeLast() }
    var name = names.name(derivation.quantity)
    if case .parameter(let parameter, .new) = derivation.quantity { name = names.name(.parameter(parameter, .value)) }
    return EquationLine(name: name.description, parts: parts, result: printed)
  }

  /// The tree with numbers in place of names; with `applying` also in place of calls.
  private func substituted(_ expression: Expression, digits: Int, applying: Bool) -> Expression {
    switch expression.node {
    case .name(let name): return quantity(name).flatMap(value).map { literal($0, digits: digits) } ?? expression
    case .call(let function, let arguments):
      if applying, let value = exact(expression) { return literal(value, digits: digits) }
      return Expression(.call(function, arguments.map { substituted($0, digits: digits, applying: false) }))
    case .negate(let operand):
      return Expression(.negate(substituted(operand, digits: digits, applying: applying)))
    case .binary(let symbol, let left, let right):
      return Expression(
        .binary(
          symbol, substituted(left, digits: digits, applying: applying),
          substituted(right, digits: digits, applying: applying)))
    default: return expression
    }
  }

  private func literal(_ value: Double, digits: Int) -> Expression {
    let text = rounded(value, digits: digits)
    return Expression(.number(Numeral(value: Double(text) ?? value, text: text)))
  }

  private func quantity(_ name: Name) -> Quantity? {
    guard
      case .one(let quantity)? = try? names.resolve(
        name, at: SourceRange(0, 0),
        index: { expression throws(Fault) in
          guard case .number(let numeral) = expression.node else { return 0 }
          return numeral.value
        })
    else { return nil }
    return quantity
  }

  /// The value from unrounded numbers.
  private func exact(_ expression: Expression) -> Double? {
    try? expression.number(in: LineScope(writer: self))
  }

  /// Whether the numbers as printed lead to the result as printed.
  private func gives(_ printed: String, _ stage: Expression) -> Bool {
    guard let value = try? stage.number(in: LineScope(writer: self)) else { return true }
    return rounded(value, digits: digits) == printed
  }

  private struct LineScope: Scope {
    let writer: LineWriter

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard let quantity = writer.quantity(name), let value = writer.value(quantity) else {
        throw Fault("\(name) has no value", at: range)
      }
      return .number(value)
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      var numbers: [Double] = []
      for case .number(let number) in arguments { numbers.append(number) }
      guard let value = writer.call(function, numbers) else { throw Fault("\(function) is no function", at: range) }
      return .number(value)
    }
  }
}
