import Expressions

extension Audit {
  /// `f(x) = 1 / (1 + exp(-x))`: a call with plain names defines a function if one of them occurs on the other side.
  mutating func define(_ line: CheckLine, _ surroundings: CheckSurroundings) throws(Fault) -> Finding? {
    guard case .call(let function, let arguments) = line.parts[0].node, function.subscripts.isEmpty,
      line.parts.count == 2, !arguments.isEmpty, !DecimalFunctions.ofArticles.contains(function.base)
    else { return nil }
    var parameters: [String] = []
    for argument in arguments {
      guard case .name(let name) = argument.node, name.isPlain else { return nil }
      parameters.append(name.base)
    }
    let body = line.parts[1]
    guard parameters.contains(where: body.contains) else { return nil }
    let base = function.member.map { "\(Name(function.base).key).\($0)" } ?? Name(function.base).key
    var finding = Finding(verdict: .defined)
    // The same again, to the digit, as equal trees may have numbers of other digits.
    let isKnown =
      functions[base].map { $0.parameters == parameters && $0.body.description == body.description } ?? false
    if !isKnown, let builtIn = difference(function, parameters, body, surroundings) { finding.notes = [builtIn] }
    if function.member == nil, !base.hasSuffix("'") {
      if !isKnown { functions[base] = FunctionDefinition(parameters: parameters, body: body) }
      finding.definedFunction = base
    }
    return finding
  }

  /// A note if the definition differs from the known function of that name.
  private func difference(
    _ function: Name, _ parameters: [String], _ body: Expression, _ surroundings: CheckSurroundings
  ) -> String? {
    guard parameters.count == 1 else { return nil }
    let scope = surroundings.lineFunctions(functions)
    guard scope.isKnown(function) else { return nil }
    for sample in ["0.3", "-0.7", "1.9"] {
      guard let point = BoundedDecimal(written: sample) else { continue }
      let evaluator = LineEvaluator(functions: scope, digits: 40) { name, _ in
        name.isPlain && name.base == parameters[0] ? point : nil
      }
      let call = Expression(.call(function, [.name(parameters[0])]))
      guard let known = try? evaluator.evaluate(call), let own = try? evaluator.evaluate(body) else { continue }
      if (known - own).magnitude > 1e-9 * max(1, known.magnitude) {
        return
          "\(function)(\(sample)) is \(own.shown()) by this line, but \(known.shown()) by the known \(function)"
      }
    }
    return nil
  }

  /// Reads `dE/dw5` as one name where the two have no value, and `out(1 - out)` as a product where `out` has one.
  func resolved(_ line: CheckLine, _ surroundings: CheckSurroundings) -> CheckLine {
    let scope = surroundings.lineFunctions(functions)
    let (names, shapes) = (names, shapes)
    let isOutside = { (name: Name) in !surroundings.values(of: name).isEmpty }
    let isGiven = { (name: Name) in names[name.key].map { !$0.isByPosition } ?? isOutside(name) }
    var result = line
    let hasValue = { (name: Name) in
      let key = name.key
      return names[key] != nil || shapes[key] != nil || isOutside(name)
    }
    result.parts = line.withoutUnits(hasValue).parts.map { part in
      // Only these may be read in another way: `dE/dw` and `out(1 - out)`.
      guard !part.contents.isDisjoint(with: [.calls, .quotientsOfNames]) else { return part }
      let part = withProducts(withDerivativeNames(part, isGiven)) { !scope.isKnown($0) && hasValue($0) }
      return line.parts.count > 2 || !isCall(line.parts[0])
        ? withNamedCalls(part) { !scope.isKnown($0) && !hasValue($0) } : part
    }
    return result
  }

  private func withProducts(_ expression: Expression, where isNumber: (Name) -> Bool) -> Expression {
    guard expression.contents.contains(.calls) else { return expression }
    let expression = expression.mapChildren { withProducts($0, where: isNumber) }
    guard case .call(let function, let arguments) = expression.node, arguments.count == 1, isNumber(function) else {
      return expression
    }
    let start = expression.range.lower
    let name = Expression(.name(function), at: SourceRange(start, start + function.description.utf8.count))
    return Expression(.binary(.multiply, name, arguments[0]), at: expression.range)
  }

  private func isCall(_ expression: Expression) -> Bool { if case .call = expression.node { true } else { false } }

  /// Reads `output(h1)` as a name where no function is called output.
  private func withNamedCalls(_ expression: Expression, where isFree: (Name) -> Bool) -> Expression {
    guard expression.contents.contains(.calls) else { return expression }
    let expression = expression.mapChildren { withNamedCalls($0, where: isFree) }
    guard case .call(let function, let arguments) = expression.node, isFree(function), function.isPlain,
      !function.base.hasSuffix("'"), function.base.count > 1, arguments.count == 1,
      case .name(let argument) = arguments[0].node, isFree(argument)
    else { return expression }
    return Expression(.name(Name("\(function)(\(argument))")), at: expression.range)
  }

  /// Reads quotients of differentials as names: also in `rate * dE/dw`, which is `(rate * dE) / dw` as it is read.
  private func withDerivativeNames(_ expression: Expression, _ hasValue: (Name) -> Bool) -> Expression {
    guard expression.contents.contains(.quotientsOfNames) else { return expression }
    let expression = expression.mapChildren { withDerivativeNames($0, hasValue) }
    guard case .binary(.divide, let left, let right) = expression.node, case .name(let denominator) = right.node
    else { return expression }
    switch left.node {
    case .name(let numerator):
      guard let name = derivativeName(numerator, left, denominator, right, hasValue) else { return expression }
      return Expression(name.node, at: expression.range)
    case .negate(let operand):
      guard case .name(let numerator) = operand.node,
        let name = derivativeName(numerator, operand, denominator, right, hasValue)
      else { return expression }
      return Expression(.negate(name), at: expression.range)
    case .binary(let symbol, let first, let last) where symbol == .multiply || symbol == .divide:
      guard case .name(let numerator) = last.node,
        let name = derivativeName(numerator, last, denominator, right, hasValue)
      else { return expression }
      return Expression(.binary(symbol, first, name), at: expression.range)
    default: return expression
    }
  }

  /// `a/b` as one name: it has a value, or it is a quotient of differentials of which neither has one.
  private func derivativeName(
    _ numerator: Name, _ left: Expression, _ denominator: Name, _ right: Expression, _ hasValue: (Name) -> Bool
  ) -> Expression? {
    let name = Name("\(numerator)/\(denominator)")
    let parts = [numerator, denominator]
    guard right.range.lower - left.range.upper <= 3, !parts.contains(where: hasValue) else { return nil }
    let isAdjacent = right.range.lower - left.range.upper <= 1 && parts.allSatisfy(\.isDifferential)
    return isAdjacent || names[name.key] != nil ? Expression(.name(name), at: left.range.union(right.range)) : nil
  }
}

extension Name {
  /// Whether it is read as a differential: `dE`, `∂net_o1`, but not `delta` or `d2`.
  fileprivate var isDifferential: Bool {
    guard let first = base.first, "dδ∂".contains(first), base.count > 1 else { return false }
    let words = ["delta", "deriv", "desired", "diff", "dist", "div", "dim", "den", "data", "decay", "degree"]
    return !words.contains(where: base.hasPrefix) && !base.dropFirst().allSatisfy(\.isNumber)
  }
}
