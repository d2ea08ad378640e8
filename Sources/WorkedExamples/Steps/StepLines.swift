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

extension NetworkState {
  /// Writes the equation lines of a part of the step, each with a newline.
  ///
  /// Mutating so that it looks at the state in its place, which is much larger than what it prints.
  ///
  /// - Parameter pages: the lines compiled for earlier steps.
  package mutating func write(_ part: StepLines.Part, _ style: LineStyle, _ pages: StepPages, to text: TextBuffer) {
    if !hand.isOn, let page = pages.known(part, self, style) { return page.write(self, style, to: text) }
    StepLines(self, style, pages).write(part, to: text)
  }
}

/// The equation lines of a step, in order of computation, read from the record.
package struct StepLines {
  private let state: NetworkState
  private let style: LineStyle
  private let derivations: Derivations
  private let pages: StepPages

  private var topology: Topology { state.network.topology }

  /// - Parameter pages: the lines compiled for earlier steps.
  package init(_ state: NetworkState, _ style: LineStyle, _ pages: StepPages = StepPages()) {
    self.state = state
    self.style = style
    self.pages = pages
    derivations = Derivations(state, namesDerivatives: style.lines[.derivative] != .off)
  }

  /// A part of a step, whose lines are printed together.
  package enum Part: Sendable, CaseIterable {
    /// net and out of every unit.
    case forward
    /// out of the output units.
    case outputs
    /// Loss, errors, deltas and the gradients of this sample.
    case backward
    /// The new values, each preceded by its gradient if that combines several samples or tied parameters.
    case update
  }

  /// A line: a quantity and how it is computed.
  fileprivate struct Entry {
    var quantity: Quantity
    var derivation: Derivation?
    var parts: LineParts
    /// Whether the derivation has numbers of this step, so that the line cannot be printed for another.
    var isOfThisStep = false
  }

  /// Writes the lines of a part, each with a newline.
  fileprivate func write(_ part: Part, to text: TextBuffer) {
    guard !state.hand.isOn else { return writeByHand(part, to: text) }
    pages.page(part, state, style) { compiled(part) }.write(state, style, to: text)
  }

  /// The lines of a part.
  package func lines(_ part: Part) -> [String] {
    let text = TextBuffer()
    write(part, to: text)
    return text.bytes.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
  }

  private var lineNames: LineNames { LineNames(style.names.resolved(topology), style.lines) }

  private func writeByHand(_ part: Part, to text: TextBuffer) {
    let writer = HandLineWriter(state, style.names, lineNames)
    for entry in entries(part) {
      guard let line = writer.line(entry.quantity, entry.derivation, entry.parts) else { continue }
      text.append(line.text(entry.parts) + "\n")
    }
  }

  private func compiled(_ part: Part) -> StepPage {
    let (names, callee) = (lineNames, state.network.callees(state.rule))
    var quantities: [Quantity] = []
    var lines: [CompiledLine] = []
    var isOfOneStep = false
    // By unit and by parameter, the quantities of each and their positions.
    var ofUnits = [[(quantity: Quantity, position: Int)]](repeating: [], count: topology.unitCount)
    var ofParameters = [[(quantity: Quantity, position: Int)]](repeating: [], count: topology.parameterCount)
    var others: [(quantity: Quantity, position: Int)] = []
    func position(_ quantity: Quantity, among known: inout [(quantity: Quantity, position: Int)]) -> Int? {
      if let found = known.first(where: { $0.quantity == quantity }) { return found.position }
      guard state.valueInLine(quantity) != nil else { return nil }
      known.append((quantity, quantities.count))
      quantities.append(quantity)
      return quantities.count - 1
    }
    func position(_ quantity: Quantity) -> Int? {
      switch quantity {
      case .unit(let unit, _): position(quantity, among: &ofUnits[unit])
      case .parameter(let parameter, _): position(quantity, among: &ofParameters[parameter])
      case .whole: position(quantity, among: &others)
      }
    }
    for entry in entries(part) {
      if entry.isOfThisStep { isOfOneStep = true }
      let line = CompiledLine(
        entry.quantity, entry.derivation, entry.parts, style.names, names, callee: callee, position: position)
      if let line { lines.append(line) }
    }
    return StepPage(quantities, lines, isOfOneStep: isOfOneStep, digits: style.digits)
  }

  // MARK: Entries

  private func entries(_ part: Part) -> [Entry] {
    switch part {
    case .forward: forward
    case .outputs: topology.outputUnits.compactMap { entry(.unit($0, .out)) }
    case .backward: backward
    case .update: update
    }
  }

  private var forward: [Entry] {
    (1...topology.outputLayer).flatMap { layer in
      inOrder(layer, [[.net], [.out]], together: topology.activations[topology.firstUnits[layer]] == .softmax)
    }
  }

  private var backward: [Entry] {
    var entries = topology.outputUnits.compactMap { entry(.unit($0, .target)) }
    let seed = state.backward?.seed
    if seed == nil, let loss = entry(.whole(.loss)) { entries.append(loss) }
    for layer in stride(from: seed.map { topology.layer(of: $0) } ?? topology.outputLayer, through: 1, by: -1) {
      let units = topology.units(of: layer)
      let together = topology.activations[units.lowerBound] == .softmax
      entries += inOrder(layer, [[.error], [.derivative, .delta]], together: together)
    }
    for parameter in derivations.parametersInUpdateOrder where isBelow(seed, parameter) {
      if let gradient = entry(.parameter(parameter, .gradient)) { entries.append(gradient) }
    }
    if seed != nil { entries += topology.inputUnits.compactMap { entry(.unit($0, .gradient)) } }
    return entries
  }

  /// Whether a parameter leads into the layer of a unit or one before it.
  private func isBelow(_ seed: Int?, _ parameter: Int) -> Bool {
    guard let seed else { return true }
    return switch topology.role(of: parameter) {
    case .weight(_, let unit), .bias(let unit): topology.layer(of: unit) <= topology.layer(of: seed)
    }
  }

  private var update: [Entry] {
    guard let record = state.update else { return [] }
    var entries = entry(.whole(.rate)).map { [$0] } ?? []
    let isPlain = record.rule.isPlainDescent
    for parameter in derivations.parametersInUpdateOrder where !state.network.frozen.contains(parameter) {
      let names = style.lines[parameter.kind(topology)] != .off
      let isCombined = record.samples > 1 || record.rule.decay != 0 || record.clipping != nil
      if names, isCombined || derivations.isShared(parameter), let mean = gathered(parameter, record) {
        entries.append(mean)
      }
      for step in derivations.steps(of: parameter, record, isCurrent: state.backward != nil) {
        // An optimizer's formulas may have numbers that change with the updates.
        if let entry = entry(step.quantity, step, isOfThisStep: !isPlain) { entries.append(entry) }
      }
    }
    return entries
  }

  /// The lines unit by unit, or one group of parts for all units before the next.
  private func inOrder(_ layer: Int, _ parts: [[UnitPart]], together: Bool) -> [Entry] {
    let units = topology.units(of: layer)
    guard style.lines.order == .layer || together else {
      return units.flatMap { unit in parts.joined().compactMap { entry(.unit(unit, $0)) } }
    }
    return parts.flatMap { group in units.flatMap { unit in group.compactMap { entry(.unit(unit, $0)) } } }
  }

  private func entry(_ quantity: Quantity) -> Entry? {
    if case .unit(let unit, .derivative) = quantity, !derivations.usesDerivative(unit) { return nil }
    return entry(quantity, style.isBrief ? nil : derivations.derivation(of: quantity))
  }

  private func entry(_ quantity: Quantity, _ derivation: Derivation?, isOfThisStep: Bool = false) -> Entry? {
    guard let kind = LineKind(quantity, topology), style.lines[kind] != .off else { return nil }
    return Entry(
      quantity: quantity, derivation: style.isBrief ? nil : derivation,
      parts: style.isBrief ? .result : style.lines[kind], isOfThisStep: isOfThisStep)
  }

  /// How the gradient of an update is combined from the samples, if they are few.
  private func gathered(_ parameter: Int, _ record: UpdateRecord) -> Entry? {
    let group = state.network.shared.first { $0.contains(parameter) } ?? [parameter]
    let isWhole = record.samples <= state.directions.count && record.samples <= NetworkState.shownSamples
    let quantity = Quantity.parameter(parameter, .gradient)
    guard isWhole, !style.isBrief else { return entry(quantity, nil, isOfThisStep: true) }
    let printed = state.value(quantity).map { significant($0, style.digits) }
    let formulas = (style.digits...17).lazy.map { digits in
      changed(sum(group, record.samples, digits: digits), parameter, record, digits: digits)
    }
    let fitting = formulas.first {
      state.hand.isOn || $0.constantValue.map { significant($0, style.digits) } == printed
    }
    return entry(quantity, fitting.map { Derivation(quantity, $0) }, isOfThisStep: true)
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
  package func callees(_ rule: StepRule) -> @Sendable (Name, Int) -> Functions.Callee? {
    let (arithmetic, precision) = (rule.conventions.arithmetic, rule.precision)
    let own = Dictionary(
      topology.activations.filter(\.isUserDefined).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    return { function, arguments in
      if let custom = own[function.base], arguments == 1 {
        return .activation(custom, isDerivative: function.member != nil)
      }
      return Functions.callee(function, arguments: arguments, arithmetic, precision)
    }
  }

  /// The values of these functions.
  package func functions(_ rule: StepRule) -> @Sendable (Name, [Double]) -> Double? {
    let callee = callees(rule)
    return { callee($0, $1.count)?.value($1) }
  }
}
