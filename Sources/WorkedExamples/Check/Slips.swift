import Expressions
import NeuralNetwork

/// A derivative taken of a unit's output instead of its net input.
struct DerivativeSlip {
  /// The call as written: `deriv(output_o)`.
  var call: Expression
  var output: Name
  /// The argument it should have: the net input.
  var argument: Expression
}

extension Audit {
  /// Finds calls of a function's derivative whose argument is a value of that function.
  mutating func slips(
    in line: CheckLine, first: Int, _ judge: LineJudge, _ surroundings: CheckSurroundings
  ) -> [DerivativeSlip] {
    guard first < line.parts.count, surroundings.rule.conventions.derivative != .misapplied else { return [] }
    var found: [DerivativeSlip] = []
    collectSlips(line.parts[first], judge, surroundings, &found)
    return found
  }

  private mutating func collectSlips(
    _ expression: Expression, _ judge: LineJudge, _ surroundings: CheckSurroundings, _ found: inout [DerivativeSlip]
  ) {
    guard expression.contents.contains(.calls) else { return }
    if case .call(let function, let arguments) = expression.node, arguments.count == 1,
      case .name(let name) = arguments[0].node,
      let argument = netInput(of: name, for: function, judge, surroundings)
    {
      found.append(DerivativeSlip(call: expression, output: name, argument: argument))
    }
    expression.forEachChild { collectSlips($0, judge, surroundings, &found) }
  }

  /// The argument of f, if the name is a value of f and the function is the derivative of f.
  private mutating func netInput(
    of name: Name, for derivative: Name, _ judge: LineJudge, _ surroundings: CheckSurroundings
  ) -> Expression? {
    if let origin = names[name.key]?.origin, case .call(let function, let arguments) = origin.node, arguments.count == 1
    {
      return isDerivative(derivative, of: function, judge.functions) ? arguments[0] : nil
    }
    guard names[name.key] == nil, case .unit(let unit, .out)? = surroundings.quantity(name),
      let topology = surroundings.state?.network.topology, unit >= topology.inputCount,
      isDerivative(derivative, of: Name(topology.activations[unit].name), judge.functions)
    else { return nil }
    return Expression(.name(QuantityNames(topology).name(.unit(unit, .net))))
  }

  /// Whether one function is the derivative of the other: by name, or by value at a few points.
  private mutating func isDerivative(_ derivative: Name, of function: Name, _ functions: LineFunctions) -> Bool {
    let (base, isMarked) = functions.resolved(derivative)
    let (inner, isItself) = functions.resolved(function)
    guard !isItself, base != inner || isMarked else { return false }
    if base == inner { return true }
    // A function of the session may be defined anew at any time.
    for name in [base, inner] where functions.own[name] != nil && self.functions[name] == nil {
      return hasSlope(of: function, derivative, functions)
    }
    let pair = FunctionPair(derivative: base, function: inner)
    if let known = derivatives[pair] { return known }
    let isDerivative = hasSlope(of: function, derivative, functions)
    derivatives[pair] = isDerivative
    return isDerivative
  }

  /// Whether a function has the slope of another at a few points.
  private func hasSlope(of function: Name, _ derivative: Name, _ functions: LineFunctions) -> Bool {
    let evaluator = LineEvaluator(functions: functions, digits: 40) { _, _ in nil }
    for (point, above, below) in [("0.3", "0.30001", "0.29999"), ("-1.1", "-1.09999", "-1.10001")] {
      func value(_ name: Name, _ x: String) -> Double? {
        let call = Expression(.call(name, [Expression(.number(Numeral(value: 0, text: x)))]))
        return (try? evaluator.evaluate(call))?.double
      }
      guard let slope = value(derivative, point), let up = value(function, above), let down = value(function, below),
        (slope - (up - down) / 2e-5).magnitude < 1e-7
      else { return false }
    }
    return true
  }

  /// Adds the slips of a line to the finding; returns its value without them.
  func report(
    _ slips: [DerivativeSlip], of target: Name?, _ line: CheckLine, first: Int, _ judge: LineJudge,
    _ finding: inout Finding
  ) -> BoundedDecimal? {
    guard let slip = slips.first else { return nil }
    var formula = line.parts[first]
    for slip in slips { formula = formula.replacing(slip.call, withArgument: slip.argument) }
    let right = try? judge.value(formula, .corrected)
    let function = if case .call(let name, _) = slip.call.node { name.description } else { "the derivative" }
    let reason = "\(function) is taken of the output \(slip.output) instead of the net input \(slip.argument)"
    var here = ""
    if let target, let number = WrittenNumber(line.parts[line.parts.count - 1]), let right {
      let digits = max(3, number.significantDigits + 2)
      here = "\(target): \(number.text) here, \(Expressions.rounded(right.double, digits: digits)) by the chain rule: "
    }
    finding.hasSlip = true
    finding.notes.append(here + reason)
    return right
  }
}

extension Expression {
  /// The expression with another argument in this call, which is found by its range.
  fileprivate func replacing(_ call: Expression, withArgument argument: Expression) -> Expression {
    if case .call(let function, _) = node, range == call.range {
      return Expression(.call(function, [argument]), at: range)
    }
    return mapChildren { $0.replacing(call, withArgument: argument) }
  }
}
