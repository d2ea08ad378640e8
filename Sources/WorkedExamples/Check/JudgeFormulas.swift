import Expressions
import NeuralNetwork

// Compares the numbers put into a formula that an earlier line has: that of a function, `f(0.7) = 1 / (1 + e^-0.7)`, or
// that of a name.

extension LineJudge {
  /// Compares the two operand by operand, with the left side's functions, or its name, written out.
  ///
  /// - Returns: whether this tells that they agree, or that one number put in is another. Of several numbers that differ,
  ///   the right side may be calculated in another way.
  func matchWrittenOut(_ left: Expression, _ right: Expression, _ matching: inout Matching) -> Bool {
    let before = matching
    let mark = matching.mark
    var wrong: Matching?
    let isInner = isInFormula
    isInFormula = true
    defer { isInFormula = isInner }
    for form in writtenOut(left, matching) {
      matching = before
      guard matchOperands(form, right, &matching), isComplete(matching, since: mark) else { continue }
      let mismatches = matching.mismatches[mark.mismatches...]
      if mismatches.isEmpty { return true }
      if wrong == nil, isOneNumber(mismatches) { wrong = matching }
    }
    matching = wrong ?? before
    return wrong != nil
  }

  /// Whether all mismatches are one number put in for another, perhaps in several places.
  func isOneNumber(_ mismatches: ArraySlice<Matching.Mismatch>) -> Bool {
    guard let first = mismatches.first, let number = WrittenNumber(first.right) else { return false }
    return mismatches.allSatisfy { mismatch in
      guard let other = WrittenNumber(mismatch.right) else { return false }
      return other.value == number.value && mismatch.left == first.left
    }
  }

  /// Whether every operand was compared.
  func isComplete(_ matching: Matching, since mark: Matching.Mark) -> Bool {
    matching.unchecked.count == mark.unchecked && matching.boundByPosition.count == mark.boundByPosition
  }

  /// Other forms of an expression, with the same value.
  private func writtenOut(_ expression: Expression, _ matching: Matching) -> [Expression] {
    switch expression.node {
    case .name(let name): return formula(of: name, at: expression.range).map { [$0] } ?? []
    case .negate(let operand):
      return writtenOut(operand, matching).map { Expression(.negate($0), at: expression.range) }
    case .call: return forms(ofCall: expression, matching)
    case .binary:
      let form = withCallsWrittenOut(expression, matching)
      return form.map { [$0] } ?? []
    default: return []
    }
  }

  /// With the first form of each of its calls; nil if it has none.
  private func withCallsWrittenOut(_ expression: Expression, _ matching: Matching) -> Expression? {
    guard expression.contents.contains(.calls) else { return nil }
    var isChanged = false
    func written(_ part: Expression) -> Expression {
      switch part.node {
      case .call:
        guard let form = forms(ofCall: part, matching).first else { return part }
        isChanged = true
        return form
      case .binary, .negate: return part.mapChildren(written)
      default: return part
      }
    }
    let form = written(expression)
    return isChanged ? form : nil
  }

  /// The formula on the right of a name's line, if the names in it still have the values they had there.
  private func formula(of name: Name, at range: SourceRange) -> Expression? {
    guard let binding = names[name.key], let origin = binding.origin, !binding.isByPosition, binding.intended == nil,
      WrittenNumber(origin) == nil, !origin.names.contains(where: { $0.key == name.key }),
      !origin.names.contains(where: { hasChanged($0, since: binding) }),
      [Track.printed, .unrounded].contains(where: { track in
        (try? value(origin, track)).map { binding.printed.isSame(as: $0) } ?? false
      })
    else { return nil }
    return origin.moved(to: SourceRange(range.lower, range.lower))
  }

  /// The formulas of a function with the arguments put in.
  private func forms(ofCall call: Expression, _ matching: Matching) -> [Expression] {
    guard case .call(let function, let arguments) = call.node, !arguments.isEmpty else { return [] }
    let (base, isDerivative) = functions.resolved(function)
    let place = SourceRange(call.range.lower, call.range.lower)
    var found: [Expression] = []
    if let own = functions.own[base], own.parameters.count == arguments.count {
      let body = try? own.body(isDerivative: isDerivative, of: function, arguments.count, at: place, functions.own)
      let values = Dictionary(zip(own.parameters, arguments)) { first, _ in first }
      if let body { found.append(body.moved(to: place).substituting(values)) }
    }
    let isOwn = functions.own[base] != nil
    guard arguments.count == 1, isOwn || Activation.called(base) != nil else { return found }
    let known = isOwn ? nil : Activation.formula(of: Name(base, member: isDerivative ? "deriv" : nil))
    var formulas = [known].compactMap(\.self)
    formulas += isDerivative ? LineJudge.derivatives(of: base) : LineJudge.otherForms
    for formula in formulas {
      let form = formula.moved(to: place).substituting(["x": arguments[0]])
      guard let a = try? value(call, .printed, adding: matching), let b = try? value(form, .printed, adding: matching),
        a.equals(b)
      else { continue }
      found.append(form)
    }
    return found
  }

  /// How texts write a sigmoid and a hyperbolic tangent.
  private static let otherForms = [
    "1 / (1 + exp(-x))", "exp(x) / (1 + exp(x))", "(exp(x) - exp(-x)) / (exp(x) + exp(-x))",
    "(exp(2 * x) - 1) / (exp(2 * x) + 1)", "(1 - exp(-2 * x)) / (1 + exp(-2 * x))", "2 / (1 + exp(-2 * x)) - 1",
  ].compactMap { Expression(formula: $0) }

  /// How they write the derivatives of these by the value of the function.
  private static func derivatives(of function: String) -> [Expression] {
    ["\(function)(x) * (1 - \(function)(x))", "1 - \(function)(x)^2"].compactMap { Expression(formula: $0) }
  }
}

extension Expression {
  /// The same expression as if all of it were at one place.
  fileprivate func moved(to range: SourceRange) -> Expression {
    Expression(mapChildren { $0.moved(to: range) }.node, at: range)
  }
}
