import Expressions

extension Expression {
  /// The value as the engine computes it: a sum of products is a chain of fused multiply-adds, left to right.
  ///
  /// A product of several factors is fused at its last factor.
  package func fusedNumber(in scope: some Scope) throws(Fault) -> Double {
    switch node {
    case .binary(.add, let left, let right): return try right.joined(to: left.fusedNumber(in: scope), sign: 1, scope)
    case .binary(.subtract, let left, let right):
      return try right.joined(to: left.fusedNumber(in: scope), sign: -1, scope)
    case .negate(let operand): return -(try operand.fusedNumber(in: scope))
    case .call(let function, let arguments) where function.base == "if" && arguments.count == 3:
      return try arguments[arguments[0].truth(in: scope) ? 1 : 2].fusedNumber(in: scope)
    case .call(let function, let arguments):
      var values: [Value] = []
      for argument in arguments { values.append(.number(try argument.fusedNumber(in: scope))) }
      guard case .number(let value) = try scope.call(function, values, at: range) else { return .nan }
      return value
    case .binary(let symbol, let left, let right) where !symbol.isComparison && symbol != .and && symbol != .or:
      return apply(symbol, try left.fusedNumber(in: scope), try right.fusedNumber(in: scope))
    default: return try number(in: scope)
    }
  }

  /// sum ± this, fused if this is a product or a square.
  private func joined(to sum: Double, sign: Double, _ scope: some Scope) throws(Fault) -> Double {
    switch node {
    case .binary(.multiply, let left, let right):
      let first = try left.fusedNumber(in: scope)
      return FusedDouble.multiplyAdd(sign * first, try right.fusedNumber(in: scope), sum)
    case .binary(.power, let base, let exponent):
      guard case .number(let numeral) = exponent.node, numeral.value == 2 else { break }
      let value = try base.fusedNumber(in: scope)
      return FusedDouble.multiplyAdd(sign * value, value, sum)
    default: break
    }
    return sum + sign * (try fusedNumber(in: scope))
  }
}
