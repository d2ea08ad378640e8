import Glibc

/// Where the names of an expression get their decimal meaning.
package protocol DecimalScope {
  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> Decimal
  func decimalCall(_ function: Name, _ arguments: [Decimal], at range: SourceRange) throws(Fault) -> Decimal
}

extension Expression {
  /// The value in decimal arithmetic: exact sums and products, quotients to 40 digits, functions likewise.
  package func decimal(in scope: some DecimalScope) throws(Fault) -> Decimal {
    switch node {
    case .number(let numeral):
      guard let value = Decimal(numeral.text) ?? Decimal(numeral.value) else {
        throw Fault("'\(numeral.text)' is not a number", at: range)
      }
      return value
    case .name(let name): return try scope.decimal(of: name, at: range)
    case .negate(let operand): return -(try operand.decimal(in: scope))
    case .call(let function, let arguments):
      var values: [Decimal] = []
      for argument in arguments { values.append(try argument.decimal(in: scope)) }
      return try scope.decimalCall(function, values, at: range)
    case .binary(let symbol, let left, let right):
      return try apply(symbol, try left.decimal(in: scope), try right.decimal(in: scope))
    default: throw Fault("decimal arithmetic has numbers alone", at: range)
    }
  }

  private func apply(_ symbol: Operator, _ x: Decimal, _ y: Decimal) throws(Fault) -> Decimal {
    switch symbol {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide:
      guard let quotient = x / y else { throw Fault("division by 0", at: range) }
      return quotient
    case .power: return try raise(x, to: y)
    default: throw Fault("'\(symbol.symbol)' gives no number", at: range)
    }
  }

  private func raise(_ base: Decimal, to exponent: Decimal) throws(Fault) -> Decimal {
    if exponent.isWhole, let count = Int(exponent.normalized.description), count.magnitude <= 64 {
      let power = (0..<Int(count.magnitude)).reduce(Decimal.one) { product, _ in product * base }
      if count >= 0 { return power }
      guard let inverse = Decimal.one / power else { throw Fault("division by 0", at: range) }
      return inverse
    }
    guard let logarithm = DecimalFunctions.log(base), let power = DecimalFunctions.exp(exponent * logarithm) else {
      throw Fault("\(base)^\(exponent) has no value here", at: range)
    }
    return power.rounded(toDigits: DecimalFunctions.digits)
  }
}

/// The C library's, as a first guess.
func naturalLogarithm(_ x: Double) -> Double { Glibc.log(x) }
