/// Provides the numbers and functions for evaluating an expression in decimals.
@usableFromInline package protocol DecimalScope {
  associatedtype Failure: Error

  /// Significant digits of infinite decimals.
  var digits: Int { get }
  /// The value of a part of the expression as a whole; nil to evaluate its parts.
  func number(for expression: Expression) -> BoundedDecimal?
  func decimal(of name: Name, at range: SourceRange) throws(Failure) -> BoundedDecimal
  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(Failure) -> BoundedDecimal
  /// The error to throw for a part without a value.
  func undefined(_ message: String, at range: SourceRange) -> Failure
  func dividedByZero(at range: SourceRange) -> Failure
}

extension DecimalScope {
  package func dividedByZero(at range: SourceRange) -> Failure { undefined("division by zero", at: range) }
}
