import Expressions

/// Why an expression of a line has no value, or none that tells whether the number written for it is right.
enum EvaluationFailure: Error {
  case unknownName(Name, SourceRange)
  case unknownFunction(Name, SourceRange)
  /// A division by zero, the logarithm of a negative number.
  case undefined(Fault)
  /// The value, or what doubles make of it, is known no better than to this.
  case undecided(Expression, Bound)

  var fault: Fault {
    switch self {
    case .unknownName(let name, let range):
      Fault(
        "\(name) has no value yet", at: range, label: "and no number stands in its place",
        help: "check \(name) = VALUE, on a line before")
    case .unknownFunction(let name, let range):
      Fault("unknown function '\(name)'", at: range, help: "check \(name)(x) = …, or let \(name)(x) = …")
    case .undefined(let fault): fault
    case .undecided(let expression, let bound):
      Fault("\(expression) may be off by \(bound) in doubles", at: expression.range)
    }
  }
}
