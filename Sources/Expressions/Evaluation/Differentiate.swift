extension Expression {
  /// The derivative with respect to a variable, simplified; all other names are constants.
  ///
  /// - Parameter ofCall: the derivative by the first argument of a call of a function that is neither elementary nor in
  ///   `functions`; nil if there is none.
  /// - Throws: `Fault` at a part that cannot be differentiated: a comparison, a string, an unknown function.
  package func derivative(
    by variable: String, functions: [String: FunctionDefinition],
    ofCall: @escaping (String, [Expression]) -> Expression?
  ) throws(Fault) -> Expression {
    try derived(by: variable, Functions(own: functions, ofCall: ofCall), depth: 0).simplified
  }

  /// The functions that `derivative` can use.
  private struct Functions {
    let own: [String: FunctionDefinition]
    let ofCall: (String, [Expression]) -> Expression?
  }

  /// Whether the variable occurs.
  package func contains(_ variable: String) -> Bool {
    let name = Identifier(variable)
    return contains { $0.plainName == name }
  }

  private func derived(by variable: String, _ functions: Functions, depth: Int) throws(Fault)
    -> Expression
  {
    guard contains(variable) else { return .number(0) }
    switch node {
    case .name: return .number(1)
    case .negate(let operand): return -(try operand.derived(by: variable, functions, depth: depth))
    case .binary(let symbol, let left, let right):
      let u = try left.derived(by: variable, functions, depth: depth)
      let v = try right.derived(by: variable, functions, depth: depth)
      switch symbol {
      case .add: return u + v
      case .subtract: return u - v
      case .multiply: return u * right + left * v
      case .divide: return (u * right - left * v) / right.power(.number(2))
      case .power: return powerRule(left, u, right, v, variable)
      default: throw Fault("cannot differentiate '\(symbol.symbol)'", at: range)
      }
    case .call(let function, let arguments):
      if let own = functions.own[function.base] {
        return try ownDerivative(own, function, arguments, by: variable, functions, depth: depth)
      }
      let elements = arguments.flatMap(\.elements)
      if function.isPlain, let derived = try ofSeveral(function.base, elements, by: variable, functions, depth: depth) {
        return derived
      }
      // Only by the first argument: the others are parameters, as in `leaky_relu(x, 0.1)`.
      guard !arguments.dropFirst().contains(where: { $0.contains(variable) }) else {
        throw Fault("cannot differentiate \(function) by its parameter", at: range)
      }
      let inner = try arguments[0].derived(by: variable, functions, depth: depth)
      return try outerDerivative(function, arguments, functions) * inner
    default: throw Fault("cannot differentiate this", at: range)
    }
  }

  private func powerRule(
    _ base: Expression, _ u: Expression, _ exponent: Expression, _ v: Expression, _ variable: String
  )
    -> Expression
  {
    if !exponent.contains(variable) { return exponent * base.power(exponent - .number(1)) * u }
    if !base.contains(variable) { return base.power(exponent) * .call("log", base) * v }
    return base.power(exponent) * (v * .call("log", base) + exponent * u / base)
  }

  /// The chain rule: the derivatives of the body at the arguments, times those of the arguments.
  private func ownDerivative(
    _ own: FunctionDefinition, _ function: Name, _ arguments: [Expression], by variable: String,
    _ functions: Functions, depth: Int
  ) throws(Fault) -> Expression {
    guard depth < 20, function.member == nil, own.parameters.count == arguments.count else {
      throw Fault("cannot differentiate \(function)", at: range)
    }
    var total: Expression = .number(0)
    for (parameter, argument) in zip(own.parameters, arguments) {
      let outer = try own.body.derived(by: parameter, functions, depth: depth + 1)
      let inner = try argument.derived(by: variable, functions, depth: depth)
      let substituted = outer.substituting(Dictionary(uniqueKeysWithValues: zip(own.parameters, arguments)))
      total = total + substituted * inner
    }
    return total
  }

  /// The derivative of a function of several numbers; nil for any other function.
  ///
  /// At a kink, `max` and `min` have that of the first of the equal arguments, and `if` that of the chosen one.
  private func ofSeveral(
    _ function: String, _ x: [Expression], by variable: String, _ functions: Functions, depth: Int
  ) throws(Fault) -> Expression? {
    switch function {
    case "length": return .number(0)
    case "max", "min", "sum", "mean", "norm", "pow", "if": break
    default: return nil
    }
    if function == "if" {
      guard let choice = Choice(x) else { throw Choice.wrongCount(x.count, at: range) }
      return .choice(
        choice.condition, try choice.one.derived(by: variable, functions, depth: depth),
        try choice.other.derived(by: variable, functions, depth: depth))
    }
    var slopes: [Expression] = []
    for element in x { slopes.append(try element.derived(by: variable, functions, depth: depth)) }
    guard let first = slopes.first else { throw Fault("cannot differentiate \(function)", at: range) }
    switch function {
    case "max", "min":
      var (best, slope) = (x[0], first)
      for (other, otherSlope) in zip(x, slopes).dropFirst() {
        let isBeaten = Expression(.binary(function == "max" ? .greater : .less, other, best))
        slope = .choice(isBeaten, otherSlope, slope)
        best = Expression(.call(Name(function), [best, other]))
      }
      return slope
    case "sum": return slopes.dropFirst().reduce(first, +)
    case "mean": return slopes.dropFirst().reduce(first, +) / .number(Double(x.count))
    case "norm": return zip(x, slopes).dropFirst().reduce(x[0] * first) { $0 + $1.0 * $1.1 } / self
    default:
      guard x.count == 2 else { throw Fault("cannot differentiate \(function)", at: range) }
      return powerRule(x[0], slopes[0], x[1], slopes[1], variable)
    }
  }

  /// The elements of a vector written out, or the expression itself.
  package var elements: [Expression] {
    if case .vector(let elements) = node { return elements.flatMap(\.elements) }
    return [self]
  }

  /// `if(condition, one, other)`; just `one` if both are the same.
  private static func choice(_ condition: Expression, _ one: Expression, _ other: Expression) -> Expression {
    one.simplified == other.simplified ? one : .call("if", condition, one, other)
  }

  private func outerDerivative(_ function: Name, _ arguments: [Expression], _ functions: Functions) throws(Fault)
    -> Expression
  {
    let elementary = arguments.count == 1 ? BuiltInFunction.derivative(of: function.base, at: arguments[0]) : nil
    guard function.member == nil, let derivative = elementary ?? functions.ofCall(function.base, arguments) else {
      throw Fault("cannot differentiate \(function)", at: range)
    }
    return derivative
  }

  /// The expression with other expressions substituted for plain names.
  package func substituting(_ values: [String: Expression]) -> Expression {
    if case .name(let name) = node, name.isPlain, let value = values[name.base] { return value }
    return mapChildren { $0.substituting(values) }
  }

  /// The expression without factors of 1 and terms of 0, and with constants folded.
  package var simplified: Expression {
    switch node {
    case .negate(let operand):
      let inner = operand.simplified
      if let value = inner.literal { return .number(-value) }
      if case .negate(let twice) = inner.node { return twice }
      return -inner
    case .call: return mapChildren(\.simplified)
    case .binary(let symbol, let left, let right):
      let a = left.simplified
      let b = right.simplified
      if let x = a.literal, let y = b.literal, !symbol.isComparison, symbol != .and, symbol != .or {
        return .number(apply(symbol, x, y))
      }
      switch (symbol, a.literal, b.literal) {
      case (.add, 0, _): return b
      case (.add, _, 0), (.subtract, _, 0), (.multiply, _, 1), (.divide, _, 1), (.power, _, 1): return a
      case (.subtract, 0, _): return -b
      case (.multiply, 1, _): return b
      case (.multiply, 0, _), (.multiply, _, 0), (.divide, 0, _): return .number(0)
      case (.power, _, 0): return .number(1)
      default: return Expression(.binary(symbol, a, b), at: range)
      }
    default: return self
    }
  }

  private var literal: Double? {
    if case .number(let numeral) = node { return numeral.value }
    return nil
  }
}
