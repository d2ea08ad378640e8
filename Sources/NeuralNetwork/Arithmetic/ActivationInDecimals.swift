import Expressions

extension Activation {
  /// g(x) or, of `sigmoid.deriv`, g′(x) by its formula, correct to that many significant digits; nil for anything else.
  ///
  /// Digits that cancel in the formula are made up for by more digits on the way.
  package static func decimal(_ function: Name, _ arguments: [BoundedDecimal], digits: Int) -> BoundedDecimal? {
    guard (1...2).contains(arguments.count) else { return nil }
    let parameter = arguments.dropFirst().first
    guard let formula = formula(of: function, parameter: parameter.map(Expression.init(exactly:))),
      var result = decimal(function, formula, arguments, digits: digits)
    else { return nil }
    // The fast form loses digits where it is computed from the output, or where e^x is out of a double's range.
    if let fast = Functions.value(function, arguments.map(\.double)), let value = BoundedDecimal(fast) {
      result.slack = max(result.slack, (result - value).magnitude)
    }
    return result
  }

  private static func decimal(_ function: Name, _ formula: Expression, _ arguments: [BoundedDecimal], digits: Int)
    -> BoundedDecimal?
  {
    let x = arguments[0]
    let isValue = function.member == nil
    // The error of x goes into a value once, by its slope, however often x is in the formula.
    var given = x
    given.uncertainty = .zero
    if isValue { given.slack = .zero }
    guard let (result, onTheWay) = evaluate(formula, given, digits) else {
      return limit(of: function, at: x, rest: arguments.dropFirst())
    }
    guard isValue else {
      return x.uncertainty.isZero ? result : DecimalFormulaScope(x: x, digits: onTheWay).value(of: formula)
    }
    if x.uncertainty.isZero, x.slack.isZero { return result }
    let slope = decimal(derivative(of: function), [given] + arguments.dropFirst(), digits: 3)
    return slope.map { result.after(x, slope: $0.magnitude) }
  }

  /// The value to that many digits, and how many it was computed with; nil where the formula has no value in decimals.
  private static func evaluate(_ formula: Expression, _ x: BoundedDecimal, _ digits: Int)
    -> (value: BoundedDecimal, onTheWay: Int)?
  {
    var onTheWay = digits + 5
    while let value = DecimalFormulaScope(x: x, digits: onTheWay).value(of: formula) {
      let tolerance = max(value.magnitude * .powerOfTen(-digits), smallest)
      if value.uncertainty <= tolerance || onTheWay > digits + mostDigits {
        return (value.isExact ? value : value.rounded(digits: digits + 5), onTheWay)
      }
      onTheWay *= 2
    }
    return nil
  }

  /// Anything smaller counts as 0: it is far below the smallest double.
  private static let smallest = Bound.powerOfTen(-4000)
  private static let mostDigits = 5000

  /// The fast form's value: far out, where an e^x of the formula is out of range.
  private static func limit(of function: Name, at x: BoundedDecimal, rest: ArraySlice<BoundedDecimal>)
    -> BoundedDecimal?
  {
    let arguments = [x.double] + rest.map(\.double)
    guard let value = Functions.value(function, arguments),
      let limit = BoundedDecimal(computed: value, slack: .leastNonzeroMagnitude)
    else { return nil }
    guard function.member == nil else { return limit }
    return Functions.value(derivative(of: function), arguments).map { limit.after(x, slope: Bound($0)) }
  }

  private static func derivative(of function: Name) -> Name { Name(function.base, member: "deriv") }
}

/// Where the formulas of an entry are evaluated in decimals: x, the constants, elementary functions and other entries.
private struct DecimalFormulaScope: DecimalScope {
  let x: BoundedDecimal
  let digits: Int

  /// nil where the formula has no value.
  func value(of formula: Expression) -> BoundedDecimal? { try? formula.decimal(in: self) }

  func number(for expression: Expression) -> BoundedDecimal? { nil }

  func undefined(_ message: String, at range: SourceRange) -> Fault { Fault(message, at: range) }

  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> BoundedDecimal {
    guard name.isPlain, let value = name.base == "x" ? x : DecimalFunctions.constant(name.base, digits: digits) else {
      throw undefined("unknown name '\(name)'", at: range)
    }
    return value
  }

  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(Fault) -> BoundedDecimal {
    let elementary = function.isPlain ? DecimalFunctions.value(function.base, arguments, digits: digits) : nil
    guard let value = elementary ?? Activation.decimal(function, arguments, digits: digits) else {
      throw undefined("\(function) has no value", at: range)
    }
    return value
  }
}

extension Expression {
  fileprivate init(exactly decimal: BoundedDecimal) {
    self.init(.number(Numeral(value: decimal.double, text: decimal.description)))
  }
}
