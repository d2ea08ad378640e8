import Expressions
import NeuralNetwork

extension Audit {
  /// Compares what a line prints for a quantity of the network with the engine's value.
  func drift(
    of target: Name, _ quantity: Quantity, _ number: WrittenNumber, _ surroundings: CheckSurroundings,
    _ judge: LineJudge
  ) -> [String] {
    guard let state = surroundings.state, let exact = surroundings.value(quantity) else { return [] }
    let values = surroundings.values(of: target)
    guard !values.contains(where: { number.agreement(with: $0) != nil }) else { return [] }
    let digits = max(3, number.significantDigits + 2)
    let engine = quantity.isOfBackward ? "by the chain rule" : "in the network"
    let statement = "\(target): \(number.text) here, \(Expressions.rounded(exact, digits: digits)) \(engine)"
    let article = ArticleNumbers(audit: self, judge: judge, surroundings: surroundings, state: state)
    let derived = article.values(of: quantity, Derivations(state))
    guard !derived.isEmpty else { return ["\(statement)"] }
    if derived.contains(where: { number.agreement(with: $0) != nil }) {
      return ["\(statement): it follows from the numbers printed before"]
    }
    for (name, altered) in alternatives(state) {
      let others = article.values(of: quantity, Derivations(altered))
      let isOpposite = altered.conventions.sign != state.conventions.sign
      if (isOpposite ? derived.map { -$0 } : others).contains(where: { number.agreement(with: $0) != nil }) {
        return ["\(statement): \(name) gives \(number.text)"]
      }
    }
    let near = derived.first.map { Expressions.rounded($0.double, digits: digits) } ?? "?"
    return ["\(statement): the numbers printed before give \(near), and no convention gives \(number.text)"]
  }

  /// The state under every other convention that changes a step's numbers, one at a time.
  private func alternatives(_ state: NetworkState) -> [(String, NetworkState)] {
    var list: [(String, NetworkState)] = []
    func add(_ name: String, _ change: (inout NetworkState) -> Void) {
      var altered = state
      change(&altered)
      if altered.conventions != state.conventions || altered.loss != state.loss { list.append((name, altered)) }
    }
    for form in Conventions.Derivative.allCases {
      add("convention derivative \(form.rawValue)") { $0.conventions.derivative = form }
    }
    for order in Conventions.Update.allCases {
      add("convention update \(order.rawValue)") { $0.conventions.update = order }
    }
    for batch in Conventions.Batch.allCases {
      add("convention batch \(batch.rawValue)") { $0.conventions.batch = batch }
    }
    for sign in Conventions.BiasSign.allCases {
      add("convention bias \(sign.rawValue)") { $0.conventions.biasSign = sign }
    }
    for sign in Conventions.Sign.allCases { add("convention sign \(sign.rawValue)") { $0.conventions.sign = sign } }
    for loss in Loss.allCases { add("loss \(loss.rawValue)") { $0.loss = loss } }
    return list
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

/// A network's formulas with the numbers that lines have printed, and the engine's where they have not.
private struct ArticleNumbers {
  let audit: Audit
  let judge: LineJudge
  let surroundings: CheckSurroundings
  let state: NetworkState

  /// What a derivation gives with printed numbers and with the unrounded ones behind them.
  func values(of quantity: Quantity, _ derivations: Derivations) -> [WideDecimal] {
    guard let formula = formula(of: quantity, derivations) else { return [] }
    return [Track.printed, .unrounded].compactMap { track in
      let reckoner = Reckoner(functions: judge.functions, digits: judge.digits) { name, _ in
        self.value(name, track, derivations)
      }
      return try? reckoner.evaluate(formula)
    }
  }

  private func formula(of quantity: Quantity, _ derivations: Derivations) -> Expression? {
    if case .parameter(let parameter, .value) = quantity, let update = state.update {
      return derivations.update(of: parameter, samples: update.samples, plainDescent: true).formula
    }
    return derivations.derivation(of: quantity)?.formula
  }

  private func value(_ name: Name, _ track: Track, _ derivations: Derivations) -> WideDecimal? {
    let reference = try? derivations.names.resolve(
      name, at: SourceRange(0, 0),
      index: { expression throws(Fault) in
        guard case .number(let numeral) = expression.node else { return 0 }
        return numeral.value
      })
    guard case .one(let quantity)? = reference else { return nil }
    if let key = audit.keys[quantity], let binding = audit.names[key] {
      return track == .printed ? binding.printed : binding.unrounded
    }
    return engineValue(quantity).flatMap { WideDecimal($0) }
  }

  /// Parameters as they were in the pass, and as an update in order would have made them.
  private func engineValue(_ quantity: Quantity) -> Double? {
    guard case .parameter(let parameter, let part) = quantity else { return surroundings.value(quantity) }
    let before = state.forwardValues.flatMap { $0.indices.contains(parameter) ? $0[parameter] : nil }
    switch part {
    case .value: return before ?? surroundings.value(quantity)
    case .new:
      if let after = state.value(quantity) { return after }
      guard let before, let back = state.backward else { return nil }
      return before + state.rate * back.direction[parameter]
    default: return surroundings.value(quantity)
    }
  }
}
