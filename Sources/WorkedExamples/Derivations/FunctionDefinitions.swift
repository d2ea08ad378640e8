import Expressions
import NeuralNetwork

/// `f(x) = 1 / (1 + exp(-x))` in an article's names; nil for a function without a formula.
package func functionDefinition(of function: Name, names: Names) -> String? {
  Activation.formula(of: function).map {
    functionDefinition(of: function, parameters: ["x"], body: $0, names: names)
  }
}

/// As above, for a function with a given body.
package func functionDefinition(of function: Name, parameters: [String], body: Expression, names: Names) -> String {
  "\(names.articleName(of: function))(\(parameters.joined(separator: ", "))) = \(body.renamingFunctions(names))"
}

extension Expression {
  func renamingFunctions(_ names: Names) -> Expression {
    mapped { node in
      guard case .call(let function, let arguments) = node else { return nil }
      return Expression(.call(names.articleName(of: function), arguments.map { $0.renamingFunctions(names) }))
    }
  }
}
