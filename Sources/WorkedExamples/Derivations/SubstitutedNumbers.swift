import Expressions

/// A formula with numbers substituted for its names, and then for its function calls, with the fewest digits from which
/// the printed result follows.
struct SubstitutedNumbers {
  let formula: Expression
  /// Significant digits of results, and the maximum for substituted numbers if the result requires more.
  let digits: ClosedRange<Int>
  let value: (Name) -> Double?
  let call: @Sendable (Name, [Double]) -> Double?

  /// The digits of substituted names and of function values.
  struct Digits {
    var numbers: Int
    var values: Int
  }

  private var maxDigits: Digits { Digits(numbers: digits.upperBound, values: digits.upperBound) }

  /// The fewest digits from which the result follows to `resultDigits` digits and the function values follow from their
  /// arguments; nil if there are none.
  func fewestDigits(giving result: Double, to resultDigits: Int) -> Digits? {
    for first in digits {
      guard gives(result, numbers(first), resultDigits) else { continue }
      if !hasValues { return Digits(numbers: first, values: first) }
      for second in digits {
        let attempt = Digits(numbers: first, values: second)
        if gives(result, values(attempt), resultDigits), valuesFollow(attempt) { return attempt }
      }
    }
    return nil
  }

  /// The digits of the printed result and of the substituted numbers.
  ///
  /// In single precision even six digits of a result may not follow from the numbers: such results get fewer; nil if
  /// cancellation has lost them all.
  func consistentDigits(of result: Double) -> (result: Int, substituted: Digits)? {
    let most = digits.lowerBound
    for fewer in stride(from: most, through: min(most, 2), by: -1) {
      if let precision = fewestDigits(giving: result, to: fewer) { return (fewer, precision) }
    }
    // Only the last digit of a double is in question here, for which `check` makes allowance.
    return most < 15 ? nil : (most, maxDigits)
  }

  /// The formula with numbers for names, and then with the values of function calls inside larger expressions.
  func stages(_ digits: Digits) -> [Expression] {
    hasValues ? [numbers(digits.numbers), values(digits)] : [numbers(digits.numbers)]
  }

  /// Whether there are function values to show: the value of a formula that is a call is the result.
  private var hasValues: Bool {
    if case .call = formula.node { false } else { formula.containsCall }
  }

  private func numbers(_ digits: Int) -> Expression { numbers(formula, digits) }

  private func numbers(_ expression: Expression, _ digits: Int) -> Expression {
    expression.mapped { node in
      guard case .name(let name) = node else { return nil }
      return value(name).map { .number($0, digits: digits) }
    }
  }

  private func values(_ digits: Digits) -> Expression {
    formula.mapped { node in
      switch node {
      case .name(let name): value(name).map { .number($0, digits: digits.numbers) }
      case .call: number(Expression(node)).map { .number($0, digits: digits.values) }
      default: nil
      }
    }
  }

  /// Whether every printed function value follows from the printed arguments.
  private func valuesFollow(_ digits: Digits) -> Bool {
    var follow = true
    _ = formula.mapped { node in
      guard case .call = node else { return nil }
      let call = Expression(node)
      if let exact = number(call), let shown = number(numbers(call, digits.numbers)),
        rounded(exact, digits: digits.values) != rounded(shown, digits: digits.values)
      {
        follow = false
      }
      return call
    }
    return follow
  }

  private func gives(_ result: Double, _ stage: Expression, _ digits: Int) -> Bool {
    guard let value = number(stage) else { return true }
    if significant(value, digits) != significant(result, digits) { return false }
    // A result that only rounds to an integer is printed with a decimal more, which has to follow too.
    return result == result.rounded() || Double(printed(value, digits)) == Double(printed(result, digits))
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
      guard let value = numbers.call(function, values) else { throw Fault("unknown function '\(function)'", at: range) }
      return .number(value)
    }
  }
}

/// The value to `digits` significant digits; from 17 on, the shortest form that reads back as the same double.
package func significant(_ value: Double, _ digits: Int) -> String {
  digits >= 17 ? shortest(value) : rounded(value, digits: digits)
}

extension Expression {
  /// A number as printed with `digits` significant digits.
  static func number(_ value: Double, digits: Int) -> Expression {
    let text = printed(value, digits)
    return Expression(.number(Numeral(value: Double(text) ?? value, text: text)))
  }

  var containsCall: Bool { contains { if case .call = $0.node { true } else { false } } }
}

/// Like `significant`, but a value that only rounds to an integer keeps decimals: `1.00000`. In a line, an integer is
/// exact.
func printed(_ value: Double, _ digits: Int) -> String {
  let text = significant(value, digits)
  guard value != value.rounded(), !text.utf8.contains(where: { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "e") })
  else {
    return text
  }
  return fixed(value, decimals: max(1, digits - text.utf8.count { $0 != UInt8(ascii: "-") }))
}
