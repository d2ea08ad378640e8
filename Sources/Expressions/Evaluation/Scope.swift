/// Provides the values of names and functions in an expression.
package protocol Scope {
  /// The value of a plain name.
  func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value
  /// Throws a `Fault` at the range if the name is unknown.
  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value
  /// Throws a `Fault` at the range if the function is unknown or takes other arguments.
  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value
  /// The value of a function of one number, found without its name as text; nil to use `call`.
  func value(of function: Identifier, at x: Double) -> Double?
}

extension Scope {
  package func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value {
    try value(of: Name(identifier.text), at: range)
  }

  package func value(of function: Identifier, at x: Double) -> Double? { nil }
}
