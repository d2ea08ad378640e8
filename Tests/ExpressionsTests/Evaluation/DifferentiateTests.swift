import Expressions
import Glibc
import Testing

/// Functions of the C library, for checking derivatives.
private struct Plain: Scope {
  let x: Double

  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value { .number(name.base == "x" ? x : 2.5) }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    guard case .number(let a)? = arguments.first else { throw Fault("no number", at: range) }
    switch function.description {
    case "exp": return .number(exp(a))
    case "log", "ln": return .number(log(a))
    case "sqrt": return .number(a.squareRoot())
    case "sin": return .number(sin(a))
    case "cos": return .number(cos(a))
    case "tan": return .number(tan(a))
    case "sinh": return .number(sinh(a))
    case "cosh": return .number(cosh(a))
    case "tanh": return .number(tanh(a))
    case "erf": return .number(erf(a))
    case "abs": return .number(a.magnitude)
    case "sign": return .number(a > 0 ? 1 : -1)
    case "sigmoid": return .number(1 / (1 + exp(-a)))
    case "log2": return .number(log2(a))
    case "log10": return .number(log10(a))
    default: throw Fault("no function \(function)", at: range)
    }
  }
}

/// Functions that Expressions does not know, as those who use it tell them.
private func ofCall(_ function: String, _ arguments: [Expression]) -> Expression? {
  guard arguments.count == 1 else { return nil }
  let value = Expression.call(function, arguments[0])
  switch function {
  case "sigmoid": return value * (.number(1) - value)
  case "tanh": return .number(1) - value * value
  default: return nil
  }
}

@Suite struct DifferentiateTests {
  @Test(
    "derivatives agree with central differences",
    arguments: [
      "1 / (1 + exp(-x))", "x^3 - 2 * x^2 + c * x - 7", "exp(-x^2)", "sin(x) * cos(2 * x)", "tanh(x / 2)",
      "log(1 + exp(x))",
      "sqrt(x^2 + 1)", "x * sigmoid(x)", "2^x", "x^x", "tan(x) / x", "erf(x) + sinh(x) - cosh(x)", "abs(x) * x",
      "log2(x) + log10(x) + ln(x)", "(x + 1) / (x^2 + 3)", "-(-x)", "c^2",
    ])
  func derivative(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    let derivative = try expression.derivative(by: "x", functions: [:], ofCall: ofCall)
    for x in [0.3, 0.9, 1.7] {
      let step = 1e-5
      let difference =
        (try expression.number(in: Plain(x: x + step)) - expression.number(in: Plain(x: x - step))) / (2 * step)
      let value = try derivative.number(in: Plain(x: x))
      #expect(abs(value - difference) < 1e-6 * max(1, abs(value)), "\(derivative) at \(x)")
    }
  }

  @Test("user-defined functions are differentiated")
  func own() throws {
    var body = Cursor("a * b^2")
    let definitions = ["f": FunctionDefinition(parameters: ["a", "b"], body: try body.readExpression())]
    var cursor = Cursor("f(x, 3 * x)")
    let derivative = try cursor.readExpression().derivative(by: "x", functions: definitions, ofCall: ofCall)
    #expect(abs(try derivative.number(in: Plain(x: 0.5)) - 27 * 0.25) < 1e-12)
  }

  @Test(
    "an expression that cannot be differentiated is an error",
    arguments: ["x > 1", "median(x, 1)", "g(x)", "if(x > 1, x)", "if(x > 1, x, x > 2)"])
  func errors(_ text: String) throws {
    var cursor = Cursor(text)
    let expression = try cursor.readExpression()
    #expect(throws: Fault.self) { try expression.derivative(by: "x", functions: [:], ofCall: ofCall) }
  }
}
