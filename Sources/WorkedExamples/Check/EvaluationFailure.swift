import Expressions

/// Why an expression has no value, or one that is too inaccurate to check the printed number.
enum EvaluationFailure: Error {
  case unknownName(Name, SourceRange)
  case unknownFunction(Name, SourceRange)
  /// A division by zero, the logarithm of a negative number: no number is the value.
  case outsideDomain(Fault)
  /// Any other operation without a value, as the result is too large or the function has more parameters.
  case undefined(Fault)
  /// The value is only known to within this bound, exactly or in doubles.
  case undecided(Expression, Bound)

  var fault: Fault {
    switch self {
    case .unknownName(let name, let range):
      Fault(
        "\(name) has no value yet", at: range, label: "and there is no number in its position",
        help: "check \(name) = VALUE, on an earlier line")
    case .unknownFunction(let name, let range):
      Fault("unknown function '\(name)'", at: range, help: "check \(name)(x) = …, or let \(name)(x) = …")
    case .undefined(let fault), .outsideDomain(let fault): fault
    case .undecided(let expression, let bound):
      Fault("\(expression) may be off by \(bound) in doubles", at: expression.range)
    }
  }
}
