/// Where the names of an expression get their meaning.
package protocol Scope {
  /// As for a name that is plain.
  func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value
  /// Throws a `Fault` with the place if the name means nothing here.
  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value
  /// Throws a `Fault` with the place if there is no such function or it takes other arguments.
  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value
}

extension Scope {
  package func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value {
    try value(of: Name(identifier.text), at: range)
  }
}
