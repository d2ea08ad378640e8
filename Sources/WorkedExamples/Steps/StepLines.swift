import Expressions
import NeuralNetwork

/// How the lines of a step are printed.
package struct LineStyle: Sendable {
  package var names = Names()
  package var lines = LineSettings()
  package var digits = 6
  /// Whether to print `NAME = RESULT` only.
  package var isBrief = false

  package init() {}
}

/// The equation lines of a step, in order of computation, read from the record.
package struct StepLines {
  private let state: NetworkState
  private let style: LineStyle
  private let derivations: Derivations
  private let writer: any LineWriter

  private var topology: Topology { state.network.topology }

  package init(_ state: NetworkState, _ style: LineStyle) {
    self.state = state
    self.style = style
    derivations = Derivations(state, namesDerivatives: style.lines[.derivative] != .off)
    let lineNames = LineNames(style.names.resolved(state.network.topology), style.lines)
    if state.hand.isOn {
      writer = HandLineWriter(state, style.names, lineNames)
    } else {
      writer = DoubleLineWriter(
        style.names, lineNames, digits: state.rule.lineDigits(style.digits), value: StepLines.values(state),
        call: state.network.functions(state.rule.conventions.arithmetic))
    }
  }

  /// The values to print: after `backward`, a gradient is that of the current sample.
  private static func values(_ state: NetworkState) -> @Sendable (Quantity) -> Double? {
    { quantity in
      if case .parameter(let parameter, .gradient) = quantity, state.update == nil, let backward = state.backward {
        let direction = backward.direction[parameter]
        return direction == 0 ? 0 : -direction
      }
      return state.value(quantity)
    }
  }

  /// net and out of every unit.
  package var forward: [String] {
    (1...topology.outputLayer).flatMap { layer in
      inOrder(layer, [[.net], [.out]], together: topology.activations[topology.firstUnits[layer]] == .softmax)
    }
  }

  /// out of the output units.
  package var outputs: [String] { topology.outputUnits.compactMap { line(.unit($0, .out)) } }

  /// Loss, errors, deltas and the gradients of this sample.
  package var backward: [String] {
    var lines = topology.outputUnits.compactMap { line(.unit($0, .target)) }
    let seed = state.backward?.seed
    if seed == nil, let loss = line(.whole(.loss)) { lines.append(loss) }
    for layer in stride(from: seed.map { topology.layer(of: $0) } ?? topology.outputLayer, through: 1, by: -1) {
      let units = topology.units(of: layer)
      let together = topology.activations[units.lowerBound] == .softmax
      lines += inOrder(layer, [[.error], [.derivative, .delta]], together: together)
    }
    for parameter in derivations.parametersInUpdateOrder where isBelow(seed, parameter) {
      if let gradient = line(.parameter(parameter, .gradient)) { lines.append(gradient) }
    }
    if seed != nil { lines += topology.inputUnits.compactMap { line(.unit($0, .gradient)) } }
    return lines
  }

  /// Whether a parameter leads into the layer of a unit or one before it.
  private func isBelow(_ seed: Int?, _ parameter: Int) -> Bool {
    guard let seed else { return true }
    return switch topology.role(of: parameter) {
    case .weight(_, let unit), .bias(let unit): topology.layer(of: unit) <= topology.layer(of: seed)
    }
  }

  /// The new values, each preceded by its gradient if that combines several samples or tied parameters.
  package var update: [String] {
    guard let record = state.update else { return [] }
    var lines = line(.whole(.rate)).map { [$0] } ?? []
    for parameter in derivations.parametersInUpdateOrder where !state.network.frozen.contains(parameter) {
      let names = style.lines[parameter.kind(topology)] != .off
      let isCombined = record.samples > 1 || record.rule.decay != 0 || record.clipping != nil
      if names, isCombined || derivations.isShared(parameter), let mean = gathered(parameter, record) {
        lines.append(mean)
      }
      lines += derivations.steps(of: parameter, record, isCurrent: state.backward != nil)
        .compactMap { line($0.quantity, $0) }
    }
    return lines
  }

  /// The lines unit by unit, or one group of parts for all units before the next.
  private func inOrder(_ layer: Int, _ parts: [[UnitPart]], together: Bool) -> [String] {
    let units = topology.units(of: layer)
    guard style.lines.order == .layer || together else {
      return units.flatMap { unit in parts.joined().compactMap { line(.unit(unit, $0)) } }
    }
    return parts.flatMap { group in units.flatMap { unit in group.compactMap { line(.unit(unit, $0)) } } }
  }

  private func line(_ quantity: Quantity) -> String? {
    if case .unit(let unit, .derivative) = quantity, !derivations.usesDerivative(unit) { return nil }
    return line(quantity, style.isBrief ? nil : derivations.derivation(of: quantity))
  }

  private func line(_ quantity: Quantity, _ derivation: Derivation?) -> String? {
    guard let kind = LineKind(quantity, topology), style.lines[kind] != .off else { return nil }
    let parts = style.isBrief ? .result : style.lines[kind]
    return writer.line(quantity, style.isBrief ? nil : derivation, parts)?.text(parts)
  }

  /// How the gradient of an update is combined from the samples, if they are few.
  private func gathered(_ parameter: Int, _ record: UpdateRecord) -> String? {
    let group = state.network.shared.first { $0.contains(parameter) } ?? [parameter]
    let isWhole = record.samples <= state.directions.count && record.samples <= NetworkState.shownSamples
    guard isWhole, !style.isBrief else { return line(.parameter(parameter, .gradient), nil) }
    let quantity = Quantity.parameter(parameter, .gradient)
    let printed = state.value(quantity).map { significant($0, style.digits) }
    let formulas = (style.digits...17).lazy.map { digits in
      changed(sum(group, record.samples, digits: digits), parameter, record, digits: digits)
    }
    let fitting = formulas.first {
      state.hand.isOn || $0.constantValue.map { significant($0, style.digits) } == printed
    }
    return line(quantity, fitting.map { Derivation(quantity, $0) })
  }

  /// The gradient after weight decay and clipping.
  private func changed(_ sum: Expression, _ parameter: Int, _ record: UpdateRecord, digits: Int) -> Expression {
    var sum = sum
    let old = record.old[parameter]
    if record.rule.decay != 0, record.rule.decaysBiases || !topology.isBias(parameter) {
      let weight = Expression.number(old, digits: digits)
      switch record.rule.penalty {
      case .l2: sum = sum + .number(record.rule.decay) * weight
      case .l1: sum = sum + .number(record.rule.decay) * .call("sign", weight)
      }
    }
    return record.clipping.map { sum * .number($0, digits: digits) } ?? sum
  }

  private func sum(_ group: [Int], _ samples: Int, digits: Int) -> Expression {
    let terms = state.gatheredGradients(group, samples, digits: digits)
    let sum = terms.dropFirst().reduce(terms.first ?? .number(0)) { $0 + $1 }
    return state.rule.conventions.batch == .mean && samples > 1 ? sum / .number(Double(samples)) : sum
  }
}

extension Int {
  /// The kind of line for this parameter's new value.
  fileprivate func kind(_ topology: Topology) -> LineKind {
    LineKind(.parameter(self, .new), topology) ?? .weight
  }
}

extension NetworkState {
  /// ∂E/∂w of each of the last samples, for each parameter of a group, as numbers.
  func gatheredGradients(_ group: [Int], _ samples: Int, digits: Int) -> [Expression] {
    if hand.isOn, hand.gradients.count == samples {
      return hand.gradients.suffix(samples).flatMap { gradients in group.map { .number(gradients[$0]) } }
    }
    return directions.suffix(samples).flatMap { direction in
      group.map { parameter in
        let text = significant(direction[parameter] == 0 ? 0 : -direction[parameter], digits)
        return Expression(.number(Numeral(value: Double(text) ?? 0, text: text)))
      }
    }
  }
}

extension Expression {
  /// The value of an expression without names.
  fileprivate var constantValue: Double? { try? number(in: NoNames()) }

  private struct NoNames: Scope {
    func value(of name: Name, at range: SourceRange) throws(Fault) -> Value { throw Fault("\(name) has no value") }
    func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
      try Functions.call(function, arguments, at: range, known: [])
    }
  }
}

extension Network {
  /// The functions that formulas call, in the engine's arithmetic: custom activations and the functions of
  /// expressions.
  package func functions(_ arithmetic: Conventions.Rounding) -> @Sendable (Name, [Double]) -> Double? {
    let own = Dictionary(
      topology.activations.filter(\.isUserDefined).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return { function, arguments in
      if let custom = own[function.base], arguments.count == 1 {
        return function.member == nil ? custom.value(at: arguments[0]) : custom.derivative(at: arguments[0])
      }
      if arithmetic == .textbook, arguments.count == 1, let value = textbook(function, arguments[0]) { return value }
      return Functions.value(function, arguments)
    }
  }
}

/// The value of a function that textbook arithmetic takes from the C library.
private func textbook(_ function: Name, _ x: Double) -> Double? {
  if function.base == "exp" { return TextbookDouble.exp(x) }
  if function.base == "log" { return TextbookDouble.log(x) }
  guard let activation = Activation.called(function.base) else { return nil }
  let out = TextbookDouble.activate(activation, x)
  return function.member == nil ? out : TextbookDouble.derivative(activation, x, out)
}
