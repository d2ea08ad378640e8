import Expressions
import NeuralNetwork

/// Computes a step in decimals, line by line: each line's result is cut, and the cut value is what the next line uses.
package struct HandCalculation {
  package private(set) var state: NetworkState
  private let rules: HandArithmetic
  private let functions: [String: FunctionDefinition]
  private let derivations: Derivations
  private let rule: StepRule

  private var topology: Topology { state.network.topology }

  /// - Parameter functions: the user's own.
  package init(
    _ state: NetworkState, _ rules: HandArithmetic, _ rule: StepRule, functions: [String: FunctionDefinition],
    namesDerivatives: Bool = false
  ) {
    self.state = state
    self.rules = rules
    self.rule = rule
    self.functions = functions
    derivations = Derivations(state.network, rule, namesDerivatives: namesDerivatives)
  }

  /// As `NetworkState.runForward`, in decimals. Throws where a function has no value.
  package mutating func forward(_ inputs: [Double]) throws(Fault) {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    state.forward = ForwardPass(net: zeros, out: zeros, rule: rule)
    state.forwardValues = state.network.values
    state.backward = nil
    state.hand.isOn = true
    for (unit, input) in inputs.enumerated() {
      state.forward?.out[unit] = input
      state.hand.decimals[.unit(unit, .out)] = nil
    }
    for layer in 1...topology.outputLayer {
      for unit in topology.units(of: layer) {
        let net = try compute(derivations.net(of: unit))
        state.forward?.net[unit] = net.double
      }
      for unit in topology.units(of: layer) {
        let out = try compute(derivations.output(of: unit))
        state.forward?.out[unit] = out.double
      }
    }
  }

  /// As `NetworkState.runBackward`, in decimals.
  package mutating func backward(_ target: [Double]) throws(Fault) {
    let zeros = [Double](repeating: 0, count: topology.unitCount)
    state.backward = BackwardPass(
      target: target, loss: 0, error: zeros, derivative: zeros, delta: zeros,
      direction: [Double](repeating: 0, count: topology.parameterCount), rule: rule)
    state.update = nil
    state.hand.isOn = true
    let loss = try compute(.whole(.loss)).double
    state.backward?.loss = loss
    let sign: Double = rule.conventions.sign == .gradient ? -1 : 1
    for layer in stride(from: topology.outputLayer, through: 1, by: -1) {
      for unit in topology.units(of: layer) {
        let error = try compute(.unit(unit, .error)).double
        state.backward?.error[unit] = sign * error
      }
      for unit in topology.units(of: layer) {
        if derivations.usesDerivative(unit) {
          let derivative = try compute(.unit(unit, .derivative)).double
          state.backward?.derivative[unit] = derivative
        }
        let delta = try compute(.unit(unit, .delta)).double
        state.backward?.delta[unit] = sign * delta
      }
      try gradients(ofLayer: layer)
    }
    gather()
  }

  private mutating func gradients(ofLayer layer: Int) throws(Fault) {
    for unit in topology.units(of: layer) {
      for parameter in derivations.parameters(into: unit) {
        let gradient = try compute(.parameter(parameter, .gradient))
        state.backward?.direction[parameter] = gradient.isZero ? 0 : -gradient.double
        guard rule.conventions.update == .inOrder, !state.network.frozen.contains(parameter) else { continue }
        // What this update will make of the weight is what the layer below gets its error through.
        state.hand.decimals[.parameter(parameter, .old)] = state.decimal(.parameter(parameter, .value))
        _ = try compute(derivations.update(of: parameter, samples: 1, plainDescent: true))
      }
    }
  }

  private mutating func gather() {
    guard let direction = state.backward?.direction else { return }
    var sum = state.gathered ?? GradientSum(parameters: direction.count)
    if state.gathered == nil { state.hand.gradients = [] }
    for index in direction.indices { sum.sums[index] += direction[index] }
    sum.samples += 1
    sum.rule = rule
    state.gathered = sum
    state.keep(direction)
    state.hand.gradients.append(
      direction.indices.map { state.hand.decimals[.parameter($0, .gradient)] ?? .zero })
  }

  /// As `NetworkState.runUpdate` for plain descent, in decimals.
  package mutating func update() throws(Fault) {
    guard let gathered = state.gathered else { return }
    state.hand.isOn = true
    let old = state.network.values
    for parameter in old.indices {
      state.hand.decimals[.parameter(parameter, .old)] = state.decimal(.parameter(parameter, .value))
    }
    var direction = gathered.sums
    for parameter in old.indices {
      let gradient = try mean(parameter, gathered.samples)
      state.hand.decimals[.parameter(parameter, .gradient)] = gradient
      direction[parameter] = gradient.isZero ? 0 : -gradient.double
    }
    // From here on a gradient is the mean, as it was cut.
    state.gathered = nil
    var values = old
    for parameter in old.indices where !state.network.frozen.contains(parameter) {
      let derivation = derivations.update(of: parameter, samples: gathered.samples, plainDescent: true)
      values[parameter] = try compute(derivation).double
    }
    state.update = UpdateRecord(old: old, direction: direction, rule: rule, samples: gathered.samples)
    state.network.values = values
    state.progress.updates += 1
    for parameter in old.indices where !state.network.frozen.contains(parameter) {
      state.hand.decimals[.parameter(parameter, .value)] = state.hand.decimals[.parameter(parameter, .new)]
    }
  }

  /// The mean or sum of the samples' gradients, with those of the parameters that share its value.
  private func mean(_ parameter: Int, _ samples: Int) throws(Fault) -> Decimal {
    let group = state.network.shared.first { $0.contains(parameter) } ?? [parameter]
    var sum = Decimal.zero
    if state.hand.gradients.count == samples {
      for gradients in state.hand.gradients { for member in group { sum = sum + gradients[member] } }
      if rule.conventions.batch == .mean { sum = (sum / Decimal(samples)) ?? sum }
    } else if let direction = state.gathered?.direction(
      of: parameter, rule.conventions.batch, shared: state.network.shared),
      let decimal = Decimal(-direction)
    {
      // Some of the samples were gathered before hand arithmetic was turned on.
      sum = decimal
    }
    return rules.rule(for: .parameter(parameter, .gradient), topology).applied(to: sum)
  }

  // MARK: One line

  private mutating func compute(_ quantity: Quantity) throws(Fault) -> Decimal {
    guard let derivation = derivations.derivation(of: quantity) else { return .zero }
    return try compute(derivation)
  }

  private mutating func compute(_ derivation: Derivation) throws(Fault) -> Decimal {
    let named = NamedFormula(derivation.formula, Names().resolved(topology), Names())
    var formula = derivation.formula
    state.hand.applied[derivation.quantity] = nil
    if !named.isCall {
      formula = try applied(derivation.formula, derivation.part, named)
      if formula != derivation.formula { state.hand.applied[derivation.quantity] = formula }
    }
    let exact = try formula.decimal(in: scope(named))
    let value = limited(rules.rule(for: derivation.quantity, topology).applied(to: exact))
    state.hand.decimals[derivation.quantity] = value
    return value
  }

  /// The formula with the values of its functions, and of the part that is a quantity itself, cut as their rules say.
  private func applied(_ expression: Expression, _ part: Derivation.Part?, _ named: NamedFormula) throws(Fault)
    -> Expression
  {
    if let part, expression == part.formula {
      let isCall = if case .call = expression.node { true } else { false }
      if isCall || rules.particularRule(for: part.quantity, topology) != nil,
        let value = state.hand.decimals[part.quantity]
      {
        return .number(value)
      }
    }
    switch expression.node {
    case .call:
      var value = try expression.decimal(in: scope(named))
      if case .cut = rules.general { value = rules.general.applied(to: value) }
      return .number(value)
    case .negate(let operand): return Expression(.negate(try applied(operand, part, named)))
    case .binary(let symbol, let left, let right):
      return Expression(.binary(symbol, try applied(left, part, named), try applied(right, part, named)))
    default: return expression
    }
  }

  /// Exact products grow without end over many updates; 400 digits are more than any line shows.
  private func limited(_ value: Decimal) -> Decimal {
    value.digitCount > 400 ? value.rounded(toDigits: 400) : value
  }

  private func scope(_ named: NamedFormula) -> HandScope {
    HandScope(state: state, rate: rule.rate, named: named, functions: functions)
  }
}

private struct HandScope: DecimalScope {
  let state: NetworkState
  /// Of the update under way.
  let rate: Double
  let named: NamedFormula
  let functions: [String: FunctionDefinition]
  var locals: [String: Decimal] = [:]
  var depth = 0

  func decimal(of name: Name, at range: SourceRange) throws(Fault) -> Decimal {
    if name.isPlain, let local = locals[name.base] { return local }
    if let quantity = named.quantity(name) {
      if quantity == .whole(.rate), let rate = Decimal(rate) { return rate }
      // New values of an update under way are not in the record yet.
      if let value = state.decimal(quantity) ?? state.hand.decimals[quantity] { return value }
    }
    if name.isPlain, let constant = Functions.constants[name.base], let decimal = Decimal(constant) {
      return name.base == "e" ? decimal : DecimalFunctions.pi
    }
    throw Fault("\(name) has no value in hand arithmetic")
  }

  func decimalCall(_ function: Name, _ arguments: [Decimal], at range: SourceRange) throws(Fault) -> Decimal {
    if let own = functions[function.base] {
      guard own.parameters.count == arguments.count, depth < 100 else {
        throw Fault("\(function) has no value in hand arithmetic")
      }
      var body = own.body
      if function.member != nil { body = try body.derivative(by: own.parameters[0], functions: functions) }
      var inner = self
      inner.depth += 1
      inner.locals = Dictionary(zip(own.parameters, arguments), uniquingKeysWith: { first, _ in first })
      return try body.decimal(in: inner)
    }
    switch (function.base, arguments.count) {
    case ("max", 1...): return arguments.dropFirst().reduce(arguments[0]) { max($0, $1) }
    case ("min", 1...): return arguments.dropFirst().reduce(arguments[0]) { min($0, $1) }
    default:
      guard arguments.count == 1, let value = DecimalFunctions.value(function, arguments[0]) else {
        let list = arguments.map(\.description).joined(separator: ", ")
        throw Fault("\(function)(\(list)) has no value in hand arithmetic")
      }
      return value
    }
  }
}
