import Expressions

extension Expression {
  /// The derivative by a variable, simplified; of activations it is what their entries say.
  package func derivative(by variable: String, functions: [String: FunctionDefinition] = [:]) throws(Fault)
    -> Expression
  {
    try derivative(by: variable, functions: functions, ofCall: Activation.derivative)
  }
}

extension FunctionDefinition {
  /// The body, or its derivative by the only parameter.
  ///
  /// - Throws: `Fault` for another number of arguments, and where there is no one derivative.
  package func body(
    isDerivative: Bool, of function: Name, _ arguments: Int, at range: SourceRange,
    _ functions: [String: FunctionDefinition]
  ) throws(Fault) -> Expression {
    guard parameters.count == arguments else {
      throw Fault(
        "\(function) takes \(parameters.count) \(parameters.count == 1 ? "number" : "numbers"), got \(arguments)",
        at: range)
    }
    guard isDerivative else { return body }
    guard parameters.count == 1 else {
      throw Fault(
        "\(function) is not a derivative: the function has \(parameters.count) parameters", at: range,
        label: "only functions of one parameter have one")
    }
    do throws(Fault) {
      return try body.derivative(by: parameters[0], functions: functions)
    } catch {
      throw Fault(error.message, at: range)
    }
  }
}
