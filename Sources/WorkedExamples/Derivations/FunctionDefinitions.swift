import Expressions
import NeuralNetwork

/// `f(x) = 1 / (1 + exp(-x))` in an article's names; nil for a function that is not written out.
package func functionDefinition(of function: Name, names: Names) -> String? {
  Activation.formula(of: function).map {
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
