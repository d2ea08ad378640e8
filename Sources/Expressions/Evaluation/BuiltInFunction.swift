/// A function that every expression can call, apart from the activations: its parameters, meaning and derivative.
///
/// `Functions` has its values in doubles, `DecimalFunctions` those in decimals.
package struct BuiltInFunction: Sendable {
  package enum Group: String, Sendable, CaseIterable {
    case elementary = "Elementary functions"
    case kinks = "Steps and kinks"
    case choice = "Choice"
    case several = "Functions of several numbers or of a vector"
  }

  package let name: String
  /// As help shows them: `x`, `x, y, …`.
  package let parameters: String
  package let group: Group
  package let meaning: String
  /// The derivative of a function of x as a formula; nil if it has none or depends on several arguments.
  let derivative: String?
  /// The derivative at a kink, for help; nil for a smooth function.
  package let atKink: String?

  private init(
    _ name: String, _ group: Group, _ meaning: String, of parameters: String = "x", derivative: String? = nil,
    atKink: String? = nil
  ) {
    self.name = name
    self.parameters = parameters
    self.group = group
    self.meaning = meaning
    self.derivative = derivative
    self.atKink = atKink
  }

  package static let all: [BuiltInFunction] = [
    BuiltInFunction("exp", .elementary, "e^x", derivative: "exp(x)"),
    BuiltInFunction("log", .elementary, "the natural logarithm", derivative: "1 / x"),
    BuiltInFunction("ln", .elementary, "the natural logarithm", derivative: "1 / x"),
    BuiltInFunction("log2", .elementary, "the logarithm to base 2", derivative: "1 / (x * log(2))"),
    BuiltInFunction("log10", .elementary, "the logarithm to base 10", derivative: "1 / (x * log(10))"),
    BuiltInFunction("sqrt", .elementary, "the square root", derivative: "1 / (2 * sqrt(x))"),
    BuiltInFunction("pow", .elementary, "x^y", of: "x, y"),
    BuiltInFunction("sin", .elementary, "the sine of x radians", derivative: "cos(x)"),
    BuiltInFunction("cos", .elementary, "the cosine of x radians", derivative: "-sin(x)"),
    BuiltInFunction("tan", .elementary, "the tangent of x radians", derivative: "1 / cos(x)^2"),
    BuiltInFunction("sinh", .elementary, "the hyperbolic sine", derivative: "cosh(x)"),
    BuiltInFunction("cosh", .elementary, "the hyperbolic cosine", derivative: "sinh(x)"),
    BuiltInFunction("erf", .elementary, "the error function", derivative: "1.1283791670955126 * exp(-x^2)"),
    BuiltInFunction("abs", .kinks, "|x|", derivative: "sign(x)", atKink: "0 at 0"),
    BuiltInFunction("sign", .kinks, "-1, 0 or 1", derivative: "0", atKink: "0 everywhere"),
    BuiltInFunction("floor", .kinks, "the next whole number down", derivative: "0", atKink: "0 everywhere"),
    BuiltInFunction("ceil", .kinks, "the next whole number up", derivative: "0", atKink: "0 everywhere"),
    BuiltInFunction(
      "round", .kinks, "the nearest whole number, halves away from 0", derivative: "0", atKink: "0 everywhere"),
    BuiltInFunction("trunc", .kinks, "the whole part", derivative: "0", atKink: "0 everywhere"),
    BuiltInFunction(
      "huber", .kinks, "x^2 / 2 up to 1, |x| - 1/2 beyond", derivative: "max(-1, min(1, x))"),
    BuiltInFunction(
      "if", .choice, "x if the condition holds, otherwise y", of: "CONDITION, x, y", atKink: "that of the value chosen"),
    BuiltInFunction(
      "max", .several, "the largest", of: "x, y, …", atKink: "that of the first of several equally large"),
    BuiltInFunction(
      "min", .several, "the smallest", of: "x, y, …", atKink: "that of the first of several equally small"),
    BuiltInFunction("sum", .several, "the sum", of: "x, y, …"),
    BuiltInFunction("mean", .several, "the sum divided by how many there are", of: "x, y, …"),
    BuiltInFunction("median", .several, "the middle one, or the mean of the middle two", of: "x, y, …"),
    BuiltInFunction("norm", .several, "the square root of the sum of the squares", of: "x, y, …"),
    BuiltInFunction("length", .several, "how many there are", of: "x, y, …"),
  ]

  package static func named(_ name: String) -> BuiltInFunction? { byName[name]?.function }

  /// f′(x) of a function of one number; nil if there is none.
  static func derivative(of name: String, at x: Expression) -> Expression? {
    byName[name]?.derivative?.substituting(["x": x])
  }

  /// Parsed on first use.
  private static let byName: [String: (function: BuiltInFunction, derivative: Expression?)] = {
    var byName: [String: (BuiltInFunction, Expression?)] = [:]
    for function in all { byName[function.name] = (function, function.derivative.flatMap { Expression(formula: $0) }) }
    return byName
  }()
}
