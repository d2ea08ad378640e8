extension Expression {
  /// The value in decimal arithmetic: exact sums and products, quotients and functions to the scope's digits.
  @inlinable package func decimal<S: DecimalScope>(in scope: S) throws(S.Failure) -> BoundedDecimal {
    if let number = scope.number(for: self) { return number }
    switch node {
    case .number(let numeral):
      guard let value = BoundedDecimal(written: numeral.text) else {
        throw scope.undefined("'\(numeral.text)' is not a number", at: range)
      }
      return value
    case .name(let name): return try scope.decimal(of: name, at: range)
    case .negate(let operand): return -(try operand.decimal(in: scope))
    case .call(let function, let arguments):
      if function.isChoice {
        guard let choice = Choice(arguments) else {
          throw scope.undefined(Choice.wrongCount(arguments.count, at: range).message, at: range)
        }
        return try (choice.condition.decimalTruth(in: scope) ? choice.one : choice.other).decimal(in: scope)
      }
      var values: [BoundedDecimal] = []
      for argument in arguments { values.append(try argument.decimal(in: scope)) }
      return try scope.call(function, values, at: range)
    case .binary(let symbol, let left, let right):
      return try decimalOperation(symbol, try left.decimal(in: scope), try right.decimal(in: scope), in: scope)
    case .not, .vector, .text: throw scope.undefined("decimal arithmetic supports numbers only", at: range)
    }
  }

  /// Whether a condition holds; numbers that cannot be told apart count as equal.
  @inlinable func decimalTruth<S: DecimalScope>(in scope: S) throws(S.Failure) -> Bool {
    switch node {
    case .not(let operand): return !(try operand.decimalTruth(in: scope))
    case .binary(.and, let left, let right):
      return try left.decimalTruth(in: scope) ? try right.decimalTruth(in: scope) : false
    case .binary(.or, let left, let right):
      return try left.decimalTruth(in: scope) ? true : try right.decimalTruth(in: scope)
    case .binary(let symbol, let left, let right) where symbol.isComparison:
      let x = try left.decimal(in: scope)
      let y = try right.decimal(in: scope)
      let isEqual = x.equals(y)
      switch symbol {
      case .equal: return isEqual
      case .notEqual: return !isEqual
      case .less: return !isEqual && x < y
      case .lessOrEqual: return isEqual || x < y
      case .greater: return !isEqual && y < x
      default: return isEqual || y < x
      }
    default: throw scope.undefined("expected a condition, found '\(self)'", at: range)
    }
  }

  @inlinable func decimalOperation<S: DecimalScope>(
    _ symbol: Operator, _ x: BoundedDecimal, _ y: BoundedDecimal, in scope: S
  ) throws(S.Failure) -> BoundedDecimal {
    let result: BoundedDecimal?
    switch symbol {
    case .add: result = x + y
    case .subtract: result = x - y
    case .multiply: result = x * y
    case .divide:
      guard let quotient = x.divided(by: y, digits: scope.digits) else {
        throw scope.dividedByZero(at: range)
      }
      result = quotient
    case .power: result = DecimalFunctions.power(x, y, digits: scope.digits)
    default: result = nil
    }
    guard let result else { throw scope.undefined("'\(symbol.symbol)' has no value for these operands", at: range) }
    let limit = BoundedDecimal.maxExponent
    guard result.value.isWithin(exponents: limit) else {
      throw scope.undefined("number out of range", at: range)
    }
    return result.value.exponent < -limit ? result.rounded(digits: scope.digits) : result
  }
}
