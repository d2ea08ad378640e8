import Expressions
import NeuralNetwork

extension Explainer {
  // MARK: Parameters

  /// What an optimizer keeps for a parameter: its line in the last update, then the chain rule of the gradient in it.
  private func explainState(_ parameter: Int, _ part: ParameterPart) throws(Fault) -> Explanation {
    let quantity = Quantity.parameter(parameter, part)
    guard let update = exact.update else {
      throw Fault("\(text(quantity)) cannot be explained yet", label: "run update first")
    }
    let steps = Derivations(exact).steps(of: parameter, update)
    guard let derivation = steps.first(where: { $0.quantity == quantity }) else {
      throw Fault(
        "\(text(quantity)) cannot be explained", label: "\(update.rule.optimizer.definition.name) does not keep it")
    }
    var explanation = Explanation(lines: try equation(quantity, derivation))
    explanation.lines += try explain(parameter, ParameterPart.gradient).lines
    return explanation
  }

  func explain(_ parameter: Int, _ part: ParameterPart) throws(Fault) -> Explanation {
    if part.optimizerState != nil { return try explainState(parameter, part) }
    let chain = try chain(by: .parameter(parameter, .value), of: .parameter(parameter, part))
    var explanation = Explanation(lines: chain.lines)
    if let difference, let weight = exact.forwardValues?[parameter] {
      let slope = difference.slope(at: .parameter(parameter), around: weight)
      explanation.lines.append(compare(chain.name, chain.value, slope))
    }
    explanation.lines += remarks(parameter, chain.value)
    if part == .change || part == .new, let update = state.update {
      explanation.lines.append(.remark(step(parameter, update)))
    }
    return explanation
  }

  private func step(_ parameter: Int, _ update: UpdateRecord) -> String {
    let name = text(.parameter(parameter, .value))
    let old = significant(update.old[parameter], digits.lowerBound)
    let new = significant(state.network.values[parameter], digits.lowerBound)
    let samples = update.samples == 1 ? "" : ", from \(update.samples) samples"
    let rate = shortest(update.rule.rate)
    return "the last update changed \(name) from \(old) to \(new) with learning rate \(rate)\(samples)"
  }

  /// Remarks on a record that differs from the chain rule, and on tied parameters.
  private func remarks(_ parameter: Int, _ value: Double) -> [Explanation.Line] {
    var lines: [Explanation.Line] = []
    if let recorded = state.backward.map({ -$0.direction[parameter] }), !agree(recorded, value) {
      lines.append(
        .remark(
          state.hand.isOn
            ? "the lines of the step, each cut, give \(shortest(recorded)) instead"
            : "under the current conventions the step uses \(significant(recorded, digits.lowerBound)) instead"))
    }
    if let group = state.network.shared.first(where: { $0.contains(parameter) }) {
      let others = group.map { text(.parameter($0, .value)) }.joined(separator: ", ")
      lines.append(.remark("\(others) are one parameter: its gradient is the sum of theirs"))
    }
    return lines
  }

  // MARK: Units

  func explain(_ unit: Int, _ part: UnitPart) throws(Fault) -> Explanation {
    let quantity = Quantity.unit(unit, part)
    var explanation = Explanation()
    if part == .net || part == .out {
      guard exact.forward != nil else {
        throw Fault("\(text(quantity)) cannot be explained yet", label: "run forward first")
      }
      explanation.lines = try forwardLines(to: [unit], withOutOfLast: part == .out)
      guard exact.backward != nil else { return explanation }
    }
    if part == .derivative { return try explainDerivative(unit) }
    let isOut = part == .error || part == .out || part == .gradient
    let chain = try chain(by: .unit(unit, isOut ? .out : .net), of: quantity)
    explanation.lines += chain.lines
    if part == .error || part == .delta || part == .gradient {
      explanation.lines.append(try own(quantity, chain.name, chain.value, chain.writer))
    }
    if let difference {
      let base = (isOut ? exact.forward?.out[unit] : exact.forward?.net[unit]).orZero
      let slope = difference.slope(at: isOut ? .out(unit) : .net(unit), around: base)
      explanation.lines.append(compare(chain.name, chain.value, slope))
    }
    return explanation
  }

  /// `h2.delta = -∂E/∂h2.net = …`, or a remark if the record does not follow the chain rule.
  private func own(_ quantity: Quantity, _ name: Expression, _ value: Double, _ writer: any EquationWriter)
    throws(Fault) -> Explanation.Line
  {
    let isGradient =
      state.backwardRule.conventions.sign == .gradient
      || { if case .unit(_, .gradient) = quantity { true } else { false } }()
    let expected = isGradient ? value : 0 - value
    if let recorded = state.value(quantity), !agree(recorded, expected) {
      let (shown, chain) =
        state.hand.isOn
        ? ("\(shortest(recorded)) in the lines of the step, each cut", shortest(expected))
        : (
          "\(significant(recorded, digits.lowerBound)) under the current conventions",
          significant(expected, digits.lowerBound)
        )
      return .remark("\(text(quantity)) is \(shown), \(chain) by the chain rule")
    }
    return try writer.equation(.name(text(quantity)), isGradient ? name : -name, record: expected, as: nil)
  }

  private func explainDerivative(_ unit: Int) throws(Fault) -> Explanation {
    _ = try chainRule(.unit(unit, .derivative))
    let activation = topology.activations[unit]
    guard let net = exact.forward?.net[unit], activation != .softmax else {
      return Explanation(lines: [.remark("softmax has a derivative with respect to every net input of its layer")])
    }
    var explanation = Explanation(lines: try equation(.unit(unit, .derivative)))
    let slope = FiniteDifference.slope(around: net) { FusedDouble.activate(activation, $0) }
    let name = Expression.name(text(.unit(unit, .derivative)))
    explanation.lines.append(compare(name, exact.backward?.derivative[unit] ?? .nan, slope))
    return explanation
  }

  func explainLoss() throws(Fault) -> Explanation {
    var rule = try chainRule(.whole(.loss))
    var explanation = Explanation(lines: try forwardLines(to: Array(topology.outputUnits), withOutOfLast: true))
    explanation.lines += try equation(.whole(.loss))
    for unit in topology.outputUnits { _ = rule.loss(byOut: unit) }
    let writer = writer(rule)
    explanation.lines += try factors(rule, writer)
    guard let difference else { return explanation }
    for unit in topology.outputUnits {
      let slope = difference.slope(at: .out(unit), around: (exact.forward?.out[unit]).orZero)
      let name = rule.partial(rule.top, text(.unit(unit, .out)))
      let value = writer.value(of: name.description) ?? 0 - (exact.backward?.error[unit]).orZero
      explanation.lines.append(compare(name, value, slope))
    }
    return explanation
  }

  // MARK: Forward

  /// net and out of the units and of all units that feed them, in order; if these are many, only of the units.
  private func forwardLines(to units: [Int], withOutOfLast: Bool) throws(Fault) -> [Explanation.Line] {
    var needed = Set(units)
    for unit in stride(from: topology.unitCount - 1, through: topology.inputCount, by: -1) where needed.contains(unit) {
      for link in topology.sources(of: unit) { needed.insert(link.unit) }
    }
    var order = needed.filter { $0 >= topology.inputCount }.sorted()
    if order.count > 64 { order = units }
    var lines: [Explanation.Line] = []
    for unit in order {
      lines += try equation(.unit(unit, .net))
      if withOutOfLast || !units.contains(unit) { lines += try equation(.unit(unit, .out)) }
    }
    return lines
  }
}
