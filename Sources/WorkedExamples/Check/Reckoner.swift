import Expressions
import Glibc
import NeuralNetwork

/// Evaluates expressions of lines in wide decimals.
struct Reckoner {
  let functions: LineFunctions
  /// Significant digits of what has no end.
  let digits: Int
  let value: (Name, SourceRange) -> WideDecimal?
  /// The number behind a literal at that place; nil if it is what is written.
  let behind: (SourceRange) -> WideDecimal?
  private var locals: [String: WideDecimal] = [:]
  private var depth = 0

  init(
    functions: LineFunctions, digits: Int, value: @escaping (Name, SourceRange) -> WideDecimal?,
    behind: @escaping (SourceRange) -> WideDecimal? = { _ in nil }
  ) {
    self.functions = functions
    self.digits = digits
    self.value = value
    self.behind = behind
  }

  func evaluate(_ expression: Expression) throws(ReckoningFailure) -> WideDecimal {
    if locals.isEmpty, let number = WrittenNumber(expression) { return behind(expression.range) ?? number.value }
    let range = expression.range
    switch expression.node {
    case .number(let numeral):
      guard let number = WideDecimal(written: numeral.text) else { throw undefined("no number", range) }
      return number
    case .name(let name):
      if name.isPlain, let local = locals[name.base] { return local }
      if let known = value(name, range) { return known }
      if name.isPlain, let constant = constant(name.base) { return constant }
      throw .unknownName(name, range)
    case .negate(let operand): return -(try evaluate(operand))
    case .binary(let symbol, let left, let right):
      return try combine(symbol, try evaluate(left), try evaluate(right), range)
    case .call(let function, let arguments):
      var values: [WideDecimal] = []
      for argument in arguments { values.append(try evaluate(argument)) }
      return try call(function, values, range)
    case .not, .vector, .text: throw undefined("this has no value here", range)
    }
  }

  private func undefined(_ message: String, _ range: SourceRange) -> ReckoningFailure {
    .undefined(Fault(message, at: range))
  }

  private func constant(_ name: String) -> WideDecimal? {
    switch name {
    case "e": WideDecimal(1).exponential(digits: digits)
    case "pi", "π": WideDecimal(written: "3.14159265358979323846264338327950288419716939937510")
    default: nil
    }
  }

  private func combine(_ symbol: Operator, _ a: WideDecimal, _ b: WideDecimal, _ range: SourceRange)
    throws(ReckoningFailure) -> WideDecimal
  {
    let result: WideDecimal?
    switch symbol {
    case .add: result = a + b
    case .subtract: result = a - b
    case .multiply: result = a * b
    case .divide:
      guard let quotient = a.divided(by: b, digits: digits) else { throw undefined("a division by zero", range) }
      result = quotient
    case .power: result = a.power(b, digits: digits)
    default: result = nil
    }
    guard let result else { throw undefined("'\(symbol.symbol)' has no value here", range) }
    guard result.isZero || (-20_000...20_000).contains(result.exponent) else {
      throw undefined("a number out of range", range)
    }
    return result.scale > 20_000 ? result.rounded(digits: digits) : result
  }

  private func call(_ function: Name, _ arguments: [WideDecimal], _ range: SourceRange) throws(ReckoningFailure)
    -> WideDecimal
  {
    let (base, isDerivative) = functions.resolved(function)
    if let own = functions.own[base] { return try call(own, arguments, isDerivative: isDerivative, function, range) }
    let spelt = Name(base, member: isDerivative ? "deriv" : nil)
    if let result = builtIn(spelt, arguments) { return result }
    if let result = try formula(spelt, arguments) { return result }
    if let result = inDoubles(spelt, arguments) { return result }
    guard functions.isKnown(function) else { throw .unknownFunction(function, range) }
    throw undefined("\(function) has no value here", range)
  }

  private func call(
    _ own: FunctionDefinition, _ arguments: [WideDecimal], isDerivative: Bool, _ function: Name, _ range: SourceRange
  ) throws(ReckoningFailure) -> WideDecimal {
    guard own.parameters.count == arguments.count else {
      throw undefined("\(function) takes \(own.parameters.count) numbers, got \(arguments.count)", range)
    }
    guard depth < 100 else { throw undefined("\(function) calls itself without end", range) }
    var body = own.body
    if isDerivative {
      do throws(Fault) {
        body = try body.derivative(by: own.parameters[0], functions: functions.own)
      } catch {
        throw .undefined(Fault(error.message, at: range))
      }
    }
    let inner = inside(Dictionary(zip(own.parameters, arguments)) { first, _ in first })
    do throws(ReckoningFailure) {
      return try inner.evaluate(body)
    } catch .undefined(let fault) {
      throw undefined(fault.message, range)
    }
  }

  /// Inside a function, whose parameters have these values.
  private func inside(_ locals: [String: WideDecimal]) -> Reckoner {
    var inner = self
    inner.depth += 1
    inner.locals = locals
    return inner
  }

  private func builtIn(_ function: Name, _ arguments: [WideDecimal]) -> WideDecimal? {
    guard function.member == nil else { return nil }
    if let many = ofMany(function.base, arguments) { return many }
    guard arguments.count == 1 else { return function.base == "pow" ? power(arguments) : nil }
    let x = arguments[0]
    switch function.base {
    case "exp": return x.exponential(digits: digits)
    case "log", "ln": return x.logarithm(digits: digits)
    case "sqrt": return x.squareRoot(digits: digits)
    case "abs": return x.absolute
    case "sign": return WideDecimal(x.isZero ? 0 : x.isNegative ? -1 : 1)
    case "sigmoid": return x.logistic(digits: digits)
    case "tanh": return x.hyperbolicTangent(digits: digits)
    default: return nil
    }
  }

  /// An activation, or its derivative, by its formula.
  private func formula(_ function: Name, _ arguments: [WideDecimal]) throws(ReckoningFailure) -> WideDecimal? {
    guard arguments.count == 1, let formula = Activation.formula(of: function) else { return nil }
    return try inside(["x": arguments[0]]).evaluate(formula)
  }

  private func power(_ arguments: [WideDecimal]) -> WideDecimal? {
    arguments.count == 2 ? arguments[0].power(arguments[1], digits: digits) : nil
  }

  private func ofMany(_ base: String, _ arguments: [WideDecimal]) -> WideDecimal? {
    guard let first = arguments.first else { return nil }
    let rest = arguments.dropFirst()
    switch base {
    case "sum": return rest.reduce(first, +)
    case "mean": return rest.reduce(first, +).divided(by: WideDecimal(arguments.count), digits: digits)
    case "max": return rest.reduce(first) { $0 < $1 ? $1 : $0 }
    case "min": return rest.reduce(first) { $1 < $0 ? $1 : $0 }
    default: return nil
    }
  }

  private func inDoubles(_ function: Name, _ arguments: [WideDecimal]) -> WideDecimal? {
    guard arguments.count == 1 else { return nil }
    let x = arguments[0]
    let at = x.double
    guard let value = Functions.value(function, [at]) else { return nil }
    let step = max(1, at.magnitude) * 0x1p-20
    let ahead = Functions.value(function, [at + step]) ?? value
    let behind = Functions.value(function, [at - step]) ?? value
    let slope = (ahead - behind) / (2 * step)
    return WideDecimal(computed: value, slack: (slope.isFinite ? slope.magnitude : 0) * at.magnitude * 0x1p-52)?
      .after(x, steepness: slope)
  }
}
