import Expressions
import NeuralNetwork

extension Audit {
  /// Compares the number that a line prints for a quantity of the network with the engine's value.
  func drift(
    of target: Name, _ quantity: Quantity, _ number: WrittenNumber, _ surroundings: CheckSurroundings,
    _ judge: LineJudge
  ) -> (text: String, isInherited: Bool)? {
    guard let state = surroundings.state?.underChainRule, let exact = state.value(quantity) else { return nil }
    var values = [exact]
    if case .parameter(let parameter, .value) = quantity {
      values += [state.value(.parameter(parameter, .old)) ?? exact]
    }
    guard !values.contains(where: { BoundedDecimal($0).flatMap { judge.agreement(of: number, with: $0) } != nil })
    else {
      return nil
    }
    let digits = max(3, number.significantDigits + 2)
    let engine = quantity.isOfBackward ? "by the chain rule" : "in the network"
    let statement = "\(target): \(number.text) here, \(Expressions.rounded(exact, digits: digits)) \(engine)"
    let article = ArticleNumbers(audit: self, judge: judge, state: state)
    let derived = article.values(of: quantity, Derivations(state))
    guard !derived.isEmpty else { return ("\(statement)", false) }
    if derived.contains(where: { judge.agreement(of: number, with: $0) != nil }) {
      return ("\(statement): follows from the numbers printed before", true)
    }
    for (name, altered) in state.alternatives {
      let others = article.values(of: quantity, Derivations(altered))
      let isOpposite = altered.rule.conventions.sign != state.rule.conventions.sign
      if (isOpposite ? derived.map { -$0 } : others).contains(where: { judge.agreement(of: number, with: $0) != nil }) {
        return ("\(statement): \(name) gives \(number.text)", false)
      }
    }
    let near = derived.first.map { Expressions.rounded($0.double, digits: digits) } ?? "?"
    return ("\(statement): the numbers printed before give \(near), and no convention gives \(number.text)", false)
  }
}

extension Quantity {
  fileprivate var isOfBackward: Bool {
    switch self {
    case .unit(_, .error), .unit(_, .delta), .unit(_, .derivative), .parameter(_, .gradient): true
    default: false
    }
  }
}

/// Evaluates a network's formulas with the numbers that lines have printed, or else the engine's.
private struct ArticleNumbers {
  let audit: Audit
  let judge: LineJudge
  let state: NetworkState

  /// The values of a derivation with printed numbers and with the unrounded numbers before rounding.
  func values(of quantity: Quantity, _ derivations: Derivations) -> [BoundedDecimal] {
    guard let formula = formula(of: quantity, derivations) else { return [] }
    return [Track.printed, .unrounded].compactMap { track in
      let evaluator = LineEvaluator(functions: judge.functions, digits: judge.digits) { name, _ in
        self.value(name, track, derivations)
      }
      return try? evaluator.evaluate(formula)
    }
  }

  private func formula(of quantity: Quantity, _ derivations: Derivations) -> Expression? {
    switch quantity {
    case .parameter(let parameter, .new):
      return derivations.update(of: parameter, samples: 1, plainDescent: true).formula
    case .parameter(let parameter, .value):
      guard let update = state.update else { return nil }
      return derivations.steps(of: parameter, update).last?.formula
    default: return derivations.derivation(of: quantity)?.formula
    }
  }

  private func value(_ name: Name, _ track: Track, _ derivations: Derivations) -> BoundedDecimal? {
    let reference = try? derivations.names.resolve(name)
    guard case .one(let quantity)? = reference else { return nil }
    if let key = audit.keys[quantity], let binding = audit.names[key] {
      return track == .printed ? binding.printed : binding.unrounded
    }
    return engineValue(quantity).flatMap { BoundedDecimal($0) }
  }

  /// The engine's value; for a parameter, the one used in the forward pass.
  private func engineValue(_ quantity: Quantity) -> Double? {
    guard case .parameter(let parameter, .value) = quantity, let before = state.forwardValues,
      before.indices.contains(parameter)
    else { return state.value(quantity) }
    return before[parameter]
  }
}
