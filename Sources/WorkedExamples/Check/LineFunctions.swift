import Expressions
import NeuralNetwork

/// The functions that lines can call: defined in lines, defined in the session, or built in.
final class LineFunctions {
  let own: [String: FunctionDefinition]
  /// The settings whose arithmetic computes functions.
  private let rule: StepRule
  /// The function that an article's name refers to.
  private let alias: @Sendable (Name) -> Name?
  /// The names resolved so far.
  private var known: [Known] = []

  /// Whether the functions called so far are closed.
  private var closed: [(base: String, isClosed: Bool)] = []

  private struct Known {
    let base: String
    let member: String?
    let meaning: (base: String, isDerivative: Bool)
  }

  init(own: [String: FunctionDefinition], rule: StepRule, alias: @escaping @Sendable (Name) -> Name?) {
    self.own = own
    self.rule = rule
    self.alias = alias
  }

  private static let symbols: [String: String] = [
    "σ": "sigmoid", "sigma": "sigmoid", "logistic": "sigmoid", "sig": "sigmoid", "logsig": "sigmoid",
    "expit": "sigmoid", "Sigmoid": "sigmoid", "Tanh": "tanh", "Softplus": "softplus", "Swish": "swish",
    "LeakyReLU": "leaky_relu", "ELU": "elu", "GELU": "gelu", "silu": "swish", "SiLU": "swish",
    "ReLU": "relu", "Relu": "relu", "th": "tanh", "tansig": "tanh", "sgn": "sign", "Exp": "exp", "lg": "log10",
  ]

  /// The function's own name, and whether its derivative is meant (`f'`, `f.deriv`).
  func resolved(_ function: Name) -> (base: String, isDerivative: Bool) {
    if let known = known.first(where: { $0.base == function.base && $0.member == function.member }) {
      return known.meaning
    }
    let meaning = meaning(of: function)
    if known.count < 16 { known.append(Known(base: function.base, member: function.member, meaning: meaning)) }
    return meaning
  }

  private func meaning(of function: Name) -> (base: String, isDerivative: Bool) {
    var base = Name(function.base).key
    var isDerivative = function.member == "deriv"
    if base.hasSuffix("'") {
      base.removeLast()
      isDerivative = true
    }
    if own[base] != nil { return (base, isDerivative) }
    if let named = alias(Name(base)) { return (named.base, isDerivative || named.member != nil) }
    return (LineFunctions.symbols[base] ?? base, isDerivative)
  }

  /// The function's value as the engine's arithmetic computes it; nil if it has none.
  func computed(_ function: Name, _ arguments: [Double], depth: Int = 0) -> Double? {
    let (base, isDerivative) = resolved(function)
    guard let own = own[base] else {
      let name = Name(base, member: isDerivative ? "deriv" : nil)
      return Functions.callee(
        name, arguments: arguments.count, rule.conventions.arithmetic, rule.precision)?.value(arguments)
    }
    let range = SourceRange(0, 0)
    guard depth < 100,
      let body = try? own.body(isDerivative: isDerivative, of: function, arguments.count, at: range, self.own)
    else { return nil }
    let parameters = Dictionary(zip(own.parameters, arguments)) { first, _ in first }
    return try? body.number(in: ArithmeticScope(functions: self, parameters: parameters, depth: depth + 1))
  }

  /// The value of an expression without names, from left to right, as the engine's arithmetic computes it.
  func computed(_ expression: Expression) -> Double? {
    try? expression.number(in: ArithmeticScope(functions: self, parameters: [:], depth: 0))
  }

  private struct ArithmeticScope: Scope {
    let functions: LineFunctions
    let parameters: [String: Double]
    let depth: Int

    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
      guard name.isPlain, let value = parameters[name.base] ?? Functions.constants[name.base] else {
        throw Fault("\(name) has no value", at: range)
      }
      return .number(value)
    }

    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      var values: [Double] = []
      for case .number(let number) in arguments { values.append(number) }
      guard values.count == arguments.count, let value = functions.computed(function, values, depth: depth) else {
        throw Fault("unknown function '\(function)'", at: range)
      }
      return .number(value)
    }
  }

  /// Whether the value of an own function follows from its arguments alone: nothing in it depends on the values that
  /// names have. Only of functions that call each other a few deep.
  func isClosed(_ base: String) -> Bool {
    if let known = closed.first(where: { $0.base == base }) { return known.isClosed }
    let isClosed = isClosed(base, depth: 0)
    closed.append((base, isClosed))
    return isClosed
  }

  private func isClosed(_ base: String, depth: Int) -> Bool {
    guard depth < 8, let own = own[base], !own.parameters.isEmpty else { return false }
    return isClosed(own.body, own.parameters, depth)
  }

  private func isClosed(_ part: Expression, _ parameters: [String], _ depth: Int) -> Bool {
    switch part.node {
    case .number: return true
    case .name(let name): return name.isPlain && parameters.contains(name.base)
    case .negate(let operand): return isClosed(operand, parameters, depth)
    case .binary(_, let left, let right):
      return isClosed(left, parameters, depth) && isClosed(right, parameters, depth)
    case .call(let function, let arguments):
      let (base, isDerivative) = resolved(function)
      guard own[base] == nil || !isDerivative && isClosed(base, depth: depth + 1) else { return false }
      return arguments.allSatisfy { isClosed($0, parameters, depth) }
    case .not, .text, .vector: return false
    }
  }

  func isKnown(_ function: Name) -> Bool {
    let (base, _) = resolved(function)
    if own[base] != nil { return true }
    return Functions.allNames.contains(base) || DecimalFunctions.ofArticles.contains(base)
  }
}
