import Expressions
import NeuralNetwork

/// Evaluates the expressions of a line in decimals.
struct LineEvaluator: DecimalScope {
  let functions: LineFunctions
  let digits: Int
  let value: (Name, SourceRange) -> BoundedDecimal?
  /// The unrounded number for the literal at a range; nil if the literal is taken as printed.
  let unrounded: (SourceRange) -> BoundedDecimal?
  /// Values of built-in functions calculated before with the same digits.
  var calls: FunctionValues?
  private var locals: [String: BoundedDecimal] = [:]
  private var depth = 0

  init(
    functions: LineFunctions, digits: Int, value: @escaping (Name, SourceRange) -> BoundedDecimal?,
    unrounded: @escaping (SourceRange) -> BoundedDecimal? = { _ in nil }
  ) {
    self.functions = functions
    self.digits = digits
    self.value = value
    self.unrounded = unrounded
  }

  func evaluate(_ expression: Expression) throws(EvaluationFailure) -> BoundedDecimal {
    try expression.decimal(in: self)
  }

  func number(for expression: Expression) -> BoundedDecimal? {
    guard locals.isEmpty, let number = WrittenNumber(expression) else { return nil }
    return unrounded(expression.range) ?? BoundedDecimal(number.value)
  }

  func decimal(of name: Name, at range: SourceRange) throws(EvaluationFailure) -> BoundedDecimal {
    if name.isPlain, let local = locals[name.base] { return local }
    if let known = value(name, range) { return known }
    if name.isPlain, let constant = DecimalFunctions.constant(name.base, digits: digits) { return constant }
    throw .unknownName(name, range)
  }

  func undefined(_ message: String, at range: SourceRange) -> EvaluationFailure {
    .undefined(Fault(message, at: range))
  }

  func dividedByZero(at range: SourceRange) -> EvaluationFailure {
    .outsideDomain(Fault("division by zero", at: range))
  }

  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(EvaluationFailure)
    -> BoundedDecimal
  {
    let (base, isDerivative) = functions.resolved(function)
    if let own = functions.own[base] { return try call(own, arguments, isDerivative: isDerivative, function, range) }
    if let known = calls?.value(base, isDerivative, arguments) { return known }
    let result: BoundedDecimal
    if !isDerivative, let value = DecimalFunctions.value(base, arguments, digits: digits) {
      result = value
    } else if let value = Activation.decimal(
      Name(base, member: isDerivative ? "deriv" : nil), arguments, digits: digits)
    {
      result = value
    } else {
      guard functions.isKnown(function) else { throw .unknownFunction(function, range) }
      let message = "\(function) has no value for these arguments"
      let needsPositive = ["log", "ln", "log2", "log10", "sqrt"].contains(base) && !isDerivative
      throw needsPositive && arguments.count == 1 && (arguments[0].isNegative || arguments[0].isZero)
        ? .outsideDomain(Fault(message, at: range)) : undefined(message, at: range)
    }
    calls?.remember(result, base, isDerivative, arguments)
    return result
  }

  private func call(
    _ own: FunctionDefinition, _ arguments: [BoundedDecimal], isDerivative: Bool, _ function: Name,
    _ range: SourceRange
  ) throws(EvaluationFailure) -> BoundedDecimal {
    guard depth < 100 else { throw undefined("infinite recursion in \(function)", at: range) }
    let body: Expression
    do throws(Fault) {
      body = try own.body(isDerivative: isDerivative, of: function, arguments.count, at: range, functions.own)
    } catch {
      throw .undefined(error)
    }
    do throws(EvaluationFailure) {
      return try inside(Dictionary(zip(own.parameters, arguments)) { first, _ in first }).evaluate(body)
    } catch .undefined(let fault) {
      throw undefined(fault.message, at: range)
    } catch .outsideDomain(let fault) {
      throw .outsideDomain(Fault(fault.message, at: range))
    }
  }

  /// The evaluator for the body of a function whose parameters have these values.
  private func inside(_ locals: [String: BoundedDecimal]) -> LineEvaluator {
    var inner = self
    inner.depth += 1
    inner.locals = locals
    return inner
  }
}
