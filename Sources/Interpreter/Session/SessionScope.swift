import Expressions
import NeuralNetwork
import WorkedExamples

/// Resolves names in a session: variables, the network's quantities, functions.
package struct SessionScope: Scope {
  let session: Session
  /// The arguments of the function being called.
  var locals: [(name: Identifier, value: Value)] = []
  private var depth = 0
  /// Whether a long computation should stop.
  private let isInterrupted: @Sendable () -> Bool

  init(session: Session, isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.session = session
    self.isInterrupted = isInterrupted
  }

  package func value(of identifier: Identifier, at range: SourceRange) throws(Fault) -> Value {
    if let known = known(identifier) { return known }
    return try value(of: Name(identifier.text), at: range)
  }

  private func known(_ identifier: Identifier) -> Value? {
    for local in locals where local.name == identifier { return local.value }
    return session.variables[identifier]
  }

  package func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    if name.isPlain, let known = known(Identifier(name.base)) { return known }
    if let state = session.state {
      if let reference = session.names.reference(name.description, in: state.network.topology) {
        return try value(of: reference, in: state, name, at: range)
      }
      let names = QuantityNames(state.network.topology)
      let reference = try names.resolve(name, at: range) { expression throws(Fault) in
        try expression.number(in: self)
      }
      if let reference { return try value(of: reference, in: state, name, at: range) }
    }
    if name.subscripts.count == 1, name.member == nil, case .vector(let elements)? = session.variables[name.base] {
      return try element(name, of: elements)
    }
    if name.isPlain {
      if let constant = Functions.constants[name.base] { return .number(constant) }
      if let whole = WholePart(rawValue: name.base) { return try withoutNetwork(whole, at: range) }
      if name.base == SessionScope.stopped { return .truth(try hasStopped(range)) }
    }
    throw unknown(name, at: range)
  }

  private func value(of reference: Reference, in state: NetworkState, _ name: Name, at range: SourceRange)
    throws(Fault) -> Value
  {
    var values: [Double] = []
    for quantity in reference.quantities {
      guard let value = session.known(quantity, state) else {
        throw Fault("\(name) is not known yet", at: range, label: "run \(quantity.knownAfter) first")
      }
      values.append(value)
    }
    if case .one = reference { return .number(values[0]) }
    return .vector(values)
  }

  private func withoutNetwork(_ whole: WholePart, at range: SourceRange) throws(Fault) -> Value {
    switch whole {
    case .rate: return .number(session.settings.plan.rule.rate)
    case .samples: return .number(Double(session.samples?.count ?? 0))
    default:
      throw Fault("\(whole.rawValue) is not known yet", at: range, label: "there is no network", help: "net 2 4 1")
    }
  }

  /// The name of whether a condition or a stopping rule has ended the last training.
  private static let stopped = "stopped"

  private func hasStopped(_ range: SourceRange) throws(Fault) -> Bool {
    guard let training = session.training else {
      throw Fault("\(SessionScope.stopped) is not known yet", at: range, label: "run train first")
    }
    return training.isEnded
  }

  private func element(_ name: Name, of elements: [Double]) throws(Fault) -> Value {
    let index = try name.subscripts[0].number(in: self)
    guard let number = Int(exactly: index), elements.indices.contains(number - 1) else {
      throw Fault(
        "\(name.base) has no element \(shortest(index))", at: name.subscripts[0].range,
        label: "it has elements 1 to \(elements.count)")
    }
    return .number(elements[number - 1])
  }

  private func unknown(_ name: Name, at range: SourceRange) -> Fault {
    if let function = session.functions[name.base] {
      let parameters = function.parameters.joined(separator: ", ")
      return Fault(
        "\(name) is a function", at: range, label: "\(function.name)(\(parameters)) = \(function.body)",
        help: "call it: \(name)(\(function.parameters.map { _ in "0.5" }.joined(separator: ", ")))")
    }
    if Functions.names.contains(name.base) {
      return Fault("\(name) is a function", at: range, help: "call it: \(name)(0.5)")
    }
    let near = nearest(
      to: name.base, among: session.variables.named.map(\.name) + WholePart.allCases.map(\.rawValue))
    let help = near.map { "did you mean \($0)?" }
    let isUnit = ["i", "h", "o", "w", "b"].contains(String(name.base.prefix(1)))
    let lacksNetwork = session.state == nil && isUnit && name.base.dropFirst().allSatisfy(\.isNumber)
    return Fault(
      "unknown name '\(name)'", at: range, label: lacksNetwork ? "there is no network yet" : nil,
      help: lacksNetwork ? "net 2 4 1" : help)
  }

  package func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    guard depth < 200 else {
      throw Fault("infinite recursion", at: range, label: "at most 200 nested calls")
    }
    if isInterrupted() { throw Fault("interrupted", at: range, kind: .interrupted) }
    var (function, known) = (function, session.functions[function.base])
    if known == nil, let named = session.names.function(function) {
      (function, known) = (named, session.functions[named.base])
    }
    if let own = known {
      guard [nil, "deriv", "grad"].contains(function.member) else {
        throw Fault(
          "functions have no member '\(function.member ?? "")'", at: range, label: "the members are deriv and grad")
      }
      guard arguments.count == own.parameters.count else {
        throw Functions.wrongCount(function, own.parameters.count...own.parameters.count, arguments.count, at: range)
      }
      var inner = self
      inner.depth += 1
      inner.locals = Array(zip(own.identifiers, arguments))
      switch function.member {
      case "deriv":
        guard own.parameters.count == 1 else {
          throw Fault(
            "\(own.name) has \(own.parameters.count) parameters: only functions of one number have deriv", at: range,
            help: "\(own.name).grad is the vector of its derivatives")
        }
        return try own.body.derivative(by: own.parameters[0], functions: session.definitions).value(in: inner)
      case "grad":
        var gradient: [Double] = []
        for parameter in own.parameters {
          gradient.append(try own.body.derivative(by: parameter, functions: session.definitions).number(in: inner))
        }
        return .vector(gradient)
      default: return try own.body.value(in: inner)
      }
    }
    return try Functions.call(function, arguments, at: range, known: Array(session.functions.keys))
  }
}

extension Session {
  /// The current value of a quantity; nil if it is not known yet.
  package func known(_ quantity: Quantity, _ state: NetworkState) -> Double? {
    switch quantity {
    case .whole(.rate): state.progress.schedule.rate ?? self.settings.plan.rule.rate
    case .whole(.samples): Double(self.samples?.count ?? state.samples)
    case .parameter(let parameter, let part) where part.optimizerState?.isOld == false:
      state.value(quantity)
        ?? state.optimizerState.value(part, of: parameter, self.settings.plan.rule.optimizer)
    case .unit(let unit, .target): state.value(quantity) ?? currentTarget(unit, state)
    default: state.value(quantity)
    }
  }

  /// The target of the sample that `forward` took from the data; nil for inputs that were typed.
  private func currentTarget(_ unit: Int, _ state: NetworkState) -> Double? {
    let index = unit - state.network.topology.outputUnits.lowerBound
    guard let samples = self.samples, let sample = state.currentSample, state.forward != nil, state.backward == nil,
      sample < samples.count, index < samples.targetCount
    else { return nil }
    return Array(samples.targets(ofSample: sample))[index]
  }

  /// The user's functions as differentiation needs them.
  package var definitions: [String: FunctionDefinition] {
    self.functions.mapValues { FunctionDefinition(parameters: $0.parameters, body: $0.body) }
  }
}
