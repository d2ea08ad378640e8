import Expressions

extension Expression {
  /// The derivative with respect to a variable, simplified; activations have the derivatives they define.
  package func derivative(by variable: String, functions: [String: FunctionDefinition] = [:]) throws(Fault)
    -> Expression
  {
    try derivative(by: variable, functions: functions, ofCall: Activation.derivative)
  }
}

extension FunctionDefinition {
  /// The body, or its derivative with respect to the only parameter.
  ///
  /// - Throws: `Fault` for a wrong number of arguments, or if there is no single derivative.
  package func body(
    isDerivative: Bool, of function: Name, _ arguments: Int, at range: SourceRange,
    _ functions: [String: FunctionDefinition]
  ) throws(Fault) -> Expression {
    guard parameters.count == arguments else {
      throw Fault(
        "\(function) takes \(parameters.count) \(parameters.count == 1 ? "argument" : "arguments"), got \(arguments)",
        at: range)
    }
    guard isDerivative else { return body }
    guard parameters.count == 1 else {
      throw Fault(
        "\(function) is undefined: the function has \(parameters.count) parameters", at: range,
        label: "only functions of one number have a derivative")
    }
    do throws(Fault) {
      return try body.derivative(by: parameters[0], functions: functions)
    } catch {
      throw Fault(error.message, at: range)
    }
  }
}
