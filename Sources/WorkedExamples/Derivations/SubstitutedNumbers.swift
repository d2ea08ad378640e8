import Expressions
import NeuralNetwork

/// A formula with numbers substituted for its names, and then for its function calls, with the fewest digits from which
/// the printed result follows.
struct SubstitutedNumbers {
  let formula: Expression
  /// Significant digits of results, and the maximum for substituted numbers if the result requires more.
  let digits: ClosedRange<Int>
  let value: (Name) -> Double?
  let callee: @Sendable (Name, Int) -> Functions.Callee?

  /// The digits of the printed result and of the substituted numbers, see `CompiledNumbers`.
  func consistentDigits(of result: Double) -> (result: Int, substituted: LineDigits)? {
    var names: [Name] = []
    var values: [Double] = []
    let compiled = CompiledNumbers(formula, callee: callee) { name in
      if let known = names.firstIndex(of: name) { return known }
      guard let value = value(name) else { return nil }
      names.append(name)
      values.append(value)
      return names.count - 1
    }
    let numbers = PrintedNumbers(count: values.count + 1, digits: digits.lowerBound)
    for (index, value) in (values + [result]).enumerated() { numbers.set(index, to: value) }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: compiled.scratchCount + 1) { scratch in
      scratch.baseAddress.flatMap { compiled.consistentDigits(of: values.count, numbers, digits, $0) }
    }
  }

  /// The formula with numbers for names, and then with the values of function calls inside larger expressions.
  func stages(_ digits: LineDigits) -> [Expression] {
    hasValues ? [numbers(digits.numbers), values(digits)] : [numbers(digits.numbers)]
  }

  private var hasValues: Bool { formula.showsValuesOfCalls }

  private func numbers(_ digits: Int) -> Expression { numbers(formula, digits) }

  private func numbers(_ expression: Expression, _ digits: Int) -> Expression {
    expression.mapped { node in
      guard case .name(let name) = node else { return nil }
      return value(name).map { .number($0, digits: digits) }
    }
  }

  private func values(_ digits: LineDigits) -> Expression {
    formula.mapped { node in
      switch node {
      case .name(let name): value(name).map { .number($0, digits: digits.numbers) }
      case .call: number(Expression(node)).map { .number($0, digits: digits.values) }
      default: nil
      }
    }
  }

  /// The value of an expression over the names; nil if one has no value.
  func number(_ expression: Expression) -> Double? { try? expression.number(in: NumberScope(numbers: self)) }

  private struct NumberScope: Scope {
    let numbers: SubstitutedNumbers

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard let value = numbers.value(name) else { throw Fault("\(name) has no value", at: range) }
      return .number(value)
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      var values: [Double] = []
      for case .number(let number) in arguments { values.append(number) }
      guard let value = numbers.callee(function, values.count)?.value(values) else {
        throw Fault("unknown function '\(function)'", at: range)
      }
      return .number(value)
    }
  }
}

/// The value to `digits` significant digits; from 17 on, the shortest form that reads back as the same double.
package func significant(_ value: Double, _ digits: Int) -> String { PrintedNumber(value, significant: digits).text }

extension Expression {
  /// A number as printed with `digits` significant digits.
  static func number(_ value: Double, digits: Int) -> Expression {
    let printed = PrintedNumber(value, inLine: digits)
    return Expression(.number(Numeral(value: printed.value, text: printed.text)))
  }

  /// Whether there are function values to show: the value of a formula that is a call is the result.
  var showsValuesOfCalls: Bool {
    if case .call = node { false } else { contains { if case .call = $0.node { true } else { false } } }
  }
}
