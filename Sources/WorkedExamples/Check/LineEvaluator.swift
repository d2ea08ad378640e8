import Expressions
import NeuralNetwork

/// The numbers with which an expression of a line is evaluated.
protocol LineNumbers {
  func number(of name: Name, at range: SourceRange) -> BoundedDecimal?
  /// The number that a literal stands for, which may be printed rounded.
  func number(of literal: WrittenNumber, at range: SourceRange) -> BoundedDecimal
}

/// Numbers of names that a closure has.
struct NamedNumbers: LineNumbers {
  let value: (Name, SourceRange) -> BoundedDecimal?

  func number(of name: Name, at range: SourceRange) -> BoundedDecimal? { value(name, range) }
  func number(of literal: WrittenNumber, at range: SourceRange) -> BoundedDecimal { BoundedDecimal(literal.value) }
}

extension LineEvaluator where Numbers == NamedNumbers {
  init(functions: LineFunctions, digits: Int, value: @escaping (Name, SourceRange) -> BoundedDecimal?) {
    self.init(functions: functions, digits: digits, NamedNumbers(value: value), nil)
  }
}

/// Evaluates the expressions of a line in decimals.
struct LineEvaluator<Numbers: LineNumbers>: DecimalScope {
  let functions: LineFunctions
  let digits: Int
  private let numbers: Numbers
  /// Values of functions calculated before.
  private let calls: FunctionValues?
  /// The values of the parameters in the body of a function.
  private var locals: [(name: String, value: BoundedDecimal)] = []
  private var depth = 0

  init(functions: LineFunctions, digits: Int, _ numbers: Numbers, _ calls: FunctionValues?) {
    self.functions = functions
    self.digits = digits
    self.numbers = numbers
    self.calls = calls
  }

  func evaluate(_ expression: Expression) throws(EvaluationFailure) -> BoundedDecimal {
    try expression.decimal(in: self)
  }

  func number(for expression: Expression) -> BoundedDecimal? {
    guard locals.isEmpty, expression.isWrittenNumber, let number = WrittenNumber(expression) else { return nil }
    return numbers.number(of: number, at: expression.range)
  }

  func decimal(of name: Name, at range: SourceRange) throws(EvaluationFailure) -> BoundedDecimal {
    if name.isPlain, let local = locals.first(where: { $0.name == name.base }) { return local.value }
    if let known = numbers.number(of: name, at: range) { return known }
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
    let own = functions.own[base]
    // A closed function is not so deep that an inner call would fail; what others call may have another value.
    let isRepeatable = own == nil || !isDerivative && depth < 50 && functions.isClosed(base)
    if isRepeatable, let known = calls?.value(base, isDerivative, arguments, digits: digits) { return known }
    let result: BoundedDecimal
    if let own {
      result = try call(own, arguments, isDerivative: isDerivative, function, range)
    } else if !isDerivative, let value = DecimalFunctions.value(base, arguments, digits: digits) {
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
    if isRepeatable { calls?.remember(result, base, isDerivative, arguments, digits: digits) }
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
      return try inside(zip(own.parameters, arguments).map { ($0, $1) }).evaluate(body)
    } catch .undefined(let fault) {
      throw undefined(fault.message, at: range)
    } catch .outsideDomain(let fault) {
      throw .outsideDomain(Fault(fault.message, at: range))
    }
  }

  /// The evaluator for the body of a function whose parameters have these values.
  private func inside(_ locals: [(name: String, value: BoundedDecimal)]) -> LineEvaluator {
    var inner = self
    inner.depth += 1
    inner.locals = locals
    return inner
  }
}
