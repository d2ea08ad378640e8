import Expressions
import NeuralNetwork

/// The activations and their derivatives written out as functions of x.
package enum FunctionDefinitions {
  /// The definition of `sigmoid`, or of `sigmoid.deriv`; nil for a function that has none of this kind.
  package static func body(of function: Name) -> Expression? {
    guard function.subscripts.isEmpty, function.member == nil || function.member == "deriv",
      let pair = bodies[function.base]
    else { return nil }
    return parsed(function.member == nil ? pair.value : pair.derivative)
  }

  private static let bodies: [String: (value: String, derivative: String)] = [
    "identity": ("x", "1"),
    "sigmoid": ("1 / (1 + exp(-x))", "sigmoid(x) * (1 - sigmoid(x))"),
    "tanh": ("(exp(x) - exp(-x)) / (exp(x) + exp(-x))", "1 - tanh(x)^2"),
    "relu": ("max(0, x)", "step(x)"),
    "leaky_relu": ("max(0.01 * x, x)", "0.01 + 0.99 * step(x)"),
    "elu": ("max(0, x) + min(0, exp(x) - 1)", "min(1, exp(x))"),
    "softplus": ("log(1 + exp(x))", "sigmoid(x)"),
    "swish": ("x * sigmoid(x)", "sigmoid(x) + x * sigmoid.deriv(x)"),
    "gelu": (
      "x * (1 + erf(x / sqrt(2))) / 2", "(1 + erf(x / sqrt(2))) / 2 + x * exp(-x^2 / 2) / sqrt(2 * pi)"
    ),
    "gaussian": ("exp(-x^2)", "-2 * x * exp(-x^2)"),
    "sine": ("sin(x)", "cos(x)"),
  ]

  private static func parsed(_ text: String) -> Expression? {
    var cursor = Cursor(text)
    return try? cursor.readExpression()
  }
}

/// `f(x) = 1 / (1 + exp(-x))` in an article's names; nil for a function that is not written out.
package func functionDefinition(of function: Name, names: Names) -> String? {
  FunctionDefinitions.body(of: function).map {
    functionDefinition(of: function, parameters: ["x"], body: $0, names: names)
  }
}

/// As above, for a function whose body is known.
package func functionDefinition(of function: Name, parameters: [String], body: Expression, names: Names) -> String {
  "\(names.written(function))(\(parameters.joined(separator: ", "))) = \(body.renamingFunctions(names))"
}

extension Expression {
  func renamingFunctions(_ names: Names) -> Expression {
    mapped { node in
      guard case .call(let function, let arguments) = node else { return nil }
      return Expression(.call(names.written(function), arguments.map { $0.renamingFunctions(names) }))
    }
  }
}
