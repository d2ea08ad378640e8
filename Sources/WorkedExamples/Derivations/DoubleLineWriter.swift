import Expressions
import NeuralNetwork

/// Writes lines so that the numbers printed in a line give the result printed in it.
package final class DoubleLineWriter: LineWriter {
  package let resolved: ResolvedNames
  package let names: Names
  /// Significant digits of results; numbers put in get more where the result needs them.
  package let digits: Int
  /// The most digits a number has.
  private let mostDigits: Int
  package let value: @Sendable (Quantity) -> Double?
  package let call: @Sendable (Name, [Double]) -> Double?

  package init(
    _ names: Names, _ topology: Topology, digits: Int, mostDigits: Int = 17,
    value: @escaping @Sendable (Quantity) -> Double?,
    call: @escaping @Sendable (Name, [Double]) -> Double?
  ) {
    self.names = names
    resolved = names.resolved(topology)
    self.digits = digits
    self.mostDigits = max(digits, mostDigits)
    self.value = value
    self.call = call
  }

  package func line(_ quantity: Quantity, _ derivation: Derivation?) -> EquationLine? {
    guard let result = value(quantity) else { return nil }
    var line = EquationLine(
      name: resolved.nameOfLine(quantity), formula: nil, numbers: [], result: significant(result, digits))
    guard let derivation else { return line }
    let named = NamedFormula(derivation.formula, resolved, names)
    guard let (printed, first, second) = consistent(named, result) else { return line }
    line.result = printed
    line.formula = named.symbols(named.formula) { literal($0, first) }.description
    line.numbers = [named.numbers(named.formula) { literal($0, first) }.description]
    if !named.isCall { line.numbers.append(applied(named, first, second).description) }
    return line
  }

  /// The result as printed, and the digits of the numbers put in and of the functions' values.
  ///
  /// Single precision has results of which not even six digits follow from the numbers: those get fewer; nil where a
  /// difference has lost them all.
  private func consistent(_ named: NamedFormula, _ result: Double) -> (String, Int, Int)? {
    for fewer in stride(from: digits, through: min(digits, 2), by: -1) {
      let printed = significant(result, fewer)
      if let (first, second) = precisions(named, printed, fewer) { return (printed, first, second) }
    }
    // Here the last digit of a double itself is in question, for which `check` makes allowance.
    return digits < 15 ? nil : (significant(result, digits), mostDigits, mostDigits)
  }

  /// The digits of the numbers put in and of the functions' values, as few as give the printed result; nil if none do.
  private func precisions(_ named: NamedFormula, _ printed: String, _ resultDigits: Int) -> (Int, Int)? {
    for first in digits...mostDigits {
      guard gives(printed, putIn(named, first), named, resultDigits) else { continue }
      if named.isCall || !named.formula.containsCall { return (first, first) }
      for second in digits...mostDigits {
        if gives(printed, applied(named, first, second), named, resultDigits), valuesFollow(named, first, second) {
          return (first, second)
        }
      }
    }
    return nil
  }

  /// Numbers in place of names, functions under their own names.
  private func putIn(_ named: NamedFormula, _ digits: Int) -> Expression {
    named.formula.mapped { node in
      guard case .name(let name) = node else { return nil }
      return named.quantity(name).flatMap { literal($0, digits) }
    }
  }

  /// Numbers in place of names, and the functions' values.
  private func applied(_ named: NamedFormula, _ first: Int, _ second: Int) -> Expression {
    named.formula.mapped { node in
      switch node {
      case .name(let name): return named.quantity(name).flatMap { literal($0, first) }
      case .call(let function, let arguments): return callValue(function, arguments, named).map { number($0, second) }
      default: return nil
      }
    }
  }

  /// Whether every function's value as printed is that of its arguments as printed.
  private func valuesFollow(_ named: NamedFormula, _ first: Int, _ second: Int) -> Bool {
    var follow = true
    _ = named.formula.mapped { node in
      guard case .call(let function, let arguments) = node else { return nil }
      let rounded = arguments.map { argument in
        argument.mapped { node in
          guard case .name(let name) = node else { return nil }
          return named.quantity(name).flatMap { literal($0, first) }
        }
      }
      if let exact = callValue(function, arguments, named), let printed = callValue(function, rounded, named),
        significant(exact, second) != significant(printed, second)
      {
        follow = false
      }
      return Expression(node)
    }
    return follow
  }

  private func callValue(_ function: Name, _ arguments: [Expression], _ named: NamedFormula) -> Double? {
    try? Expression(.call(function, arguments)).number(in: LineScope(writer: self, named: named))
  }

  private func literal(_ quantity: Quantity, _ digits: Int) -> Expression? {
    value(quantity).map { number($0, digits) }
  }

  private func number(_ value: Double, _ digits: Int) -> Expression {
    let text = significant(value, digits)
    return Expression(.number(Numeral(value: Double(text) ?? value, text: text)))
  }

  /// Whether the numbers as printed lead to the result as printed.
  private func gives(_ printed: String, _ stage: Expression, _ named: NamedFormula, _ digits: Int) -> Bool {
    guard let value = try? stage.number(in: LineScope(writer: self, named: named)) else { return true }
    return significant(value, digits) == printed
  }

  private struct LineScope: Scope {
    let writer: DoubleLineWriter
    let named: NamedFormula

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard let quantity = named.quantity(name), let value = writer.value(quantity) else {
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

/// As `rounded`; with 17 digits the shortest form that reads back as the same double.
package func significant(_ value: Double, _ digits: Int) -> String {
  digits >= 17 ? shortest(value) : rounded(value, digits: digits)
}

extension Expression {
  var containsCall: Bool { contains { if case .call = $0.node { true } else { false } } }
}
