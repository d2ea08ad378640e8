import Expressions

/// The scope of a formula: its variables, the constants, and the functions that expressions can call.
struct FormulaScope: Scope {
  let variables: [(name: String, value: Double)]

  /// The value of a formula; NaN if it has none.
  func value(of formula: Expression) -> Double { (try? formula.number(in: self)) ?? .nan }

  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    guard name.isPlain,
      let value = variables.first(where: { $0.name == name.base })?.value ?? Functions.constants[name.base]
    else { throw Fault("unknown name '\(name)'", at: range) }
    return .number(value)
  }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    try Functions.call(function, arguments, at: range, known: [])
  }
}
