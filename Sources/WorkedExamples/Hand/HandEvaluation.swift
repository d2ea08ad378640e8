import Expressions
import NeuralNetwork

/// Evaluates formulas in decimals: each function value inside a larger expression is cut by the general rule.
struct HandEvaluation {
  let general: HandRule
  let functions: [String: FunctionDefinition]
  let value: (Name) -> BoundedDecimal?
  /// The number to put for a part of a formula that is itself a quantity; nil for any other part.
  var part: (Expression) -> BoundedDecimal? = { _ in nil }

  /// The uncut value, and the formula with function values put in, then with the value of the part, where that is not a
  /// call; those that differ.
  func evaluate(_ formula: Expression) throws(Fault) -> (value: BoundedDecimal, applied: [Expression]) {
    var scope = HandScope(value: value, functions: functions)
    if case .call = formula.node { return (try formula.decimal(in: scope), []) }
    let stages = [
      try applied(formula, &scope) { if case .call = $0.node { part($0) } else { nil } },
      try applied(formula, &scope, part: part),
    ]
    var distinct: [Expression] = []
    for stage in stages where stage != distinct.last ?? formula { distinct.append(stage) }
    return (try stages[1].decimal(in: scope), distinct)
  }

  private func applied(_ expression: Expression, _ scope: inout HandScope, part: (Expression) -> BoundedDecimal?)
    throws(Fault) -> Expression
  {
    if let value = part(expression) { return scope.literal(value) }
    guard case .call = expression.node else {
      return try expression.mapChildren { (child) throws(Fault) in try applied(child, &scope, part: part) }
    }
    let value = try expression.decimal(in: scope)
    if case .cut = general { return scope.literal(general.applied(to: value)) }
    return scope.literal(value)
  }
}

private struct HandScope: DecimalScope {
  let value: (Name) -> BoundedDecimal?
  let functions: [String: FunctionDefinition]
  /// The numbers for literals that replace function values, with more digits than printed.
  private var literals: [String: BoundedDecimal] = [:]
  private var locals: [String: BoundedDecimal] = [:]
  private var depth = 0

  init(value: @escaping (Name) -> BoundedDecimal?, functions: [String: FunctionDefinition]) {
    self.value = value
    self.functions = functions
  }

  /// Five more digits than are kept, so that the kept ones are right.
  var digits: Int { HandRule.digits + 5 }

  /// An expression that prints as the number and evaluates to all its digits.
  mutating func literal(_ number: BoundedDecimal) -> Expression {
    let written = Expression.number(number.isExact ? number : number.rounded(digits: HandRule.digits))
    if !number.isExact { literals[written.description] = number }
    return written
  }

  func number(for expression: Expression) -> BoundedDecimal? {
    guard !literals.isEmpty, case .number(let numeral) = expression.node else { return nil }
    return literals[numeral.text]
  }

  func undefined(_ message: String, at range: SourceRange) -> Fault { Fault(message, at: range) }

  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> BoundedDecimal {
    if name.isPlain, let local = locals[name.base] { return local }
    if let value = value(name) { return value }
    if name.isPlain, let constant = DecimalFunctions.constant(name.base, digits: digits) { return constant }
    throw Fault("\(name) has no value in hand arithmetic")
  }

  func call(_ function: Name, _ arguments: [BoundedDecimal], at range: SourceRange) throws(Fault) -> BoundedDecimal {
    let isDerivative = function.member == "deriv"
    if let own = functions[function.base], isDerivative || function.member == nil, depth < 100 {
      return try own.body(isDerivative: isDerivative, of: function, arguments.count, at: range, functions)
        .decimal(in: inside(Dictionary(zip(own.parameters, arguments)) { first, _ in first }))
    }
    let isPlain = function.subscripts.isEmpty && function.member == nil
    let elementary = isPlain ? DecimalFunctions.value(function.base, arguments, digits: digits) : nil
    if let value = elementary ?? Activation.decimal(function, arguments, digits: digits) { return value }
    let list = arguments.map { $0.rounded(digits: HandRule.digits).description }.joined(separator: ", ")
    throw Fault("\(function)(\(list)) has no value in hand arithmetic")
  }

  /// The scope in the body of a function whose parameters have these values.
  private func inside(_ locals: [String: BoundedDecimal]) -> HandScope {
    var inner = self
    inner.depth += 1
    inner.locals = locals
    return inner
  }
}
