import Expressions
import NeuralNetwork
import WorkedExamples

/// A network with random shape, activations, loss, conventions and values, after one step.
struct RandomStep: CustomStringConvertible {
  var state: NetworkState
  var plan: TrainingPlan
  let seed: UInt64

  var description: String {
    let topology = state.network.topology
    let activations = topology.activations.dropFirst(topology.inputCount).map(\.name)
    return "seed \(seed): \(topology.sizes) \(activations) \(plan.rule.loss) \(plan.rule.conventions)"
  }

  /// - Parameter arithmetic: the engine's arithmetic.
  init(seed: UInt64, arithmetic: Conventions.Rounding, flatSpot: Double = 0) throws {
    self.seed = seed
    var random = Noise(state: seed)
    let depth = random.below(3) + 2
    let sizes = (0..<depth).map { _ in random.below(4) + 1 }
    var losses = Loss.all
    let hidden = Activation.all.filter { $0.isElementwise && !$0.isFlat }
    var activations = sizes.dropFirst().map { _ in hidden[random.below(hidden.count)] }
    switch random.below(4) {
    case 0: activations[activations.count - 1] = .softmax
    case 1: activations[activations.count - 1] = .sigmoid
    default: losses.removeAll { $0 == .crossEntropy }
    }
    let topology = try Topology(sizes: sizes, activations: activations, biases: random.below(3) > 0)
    var network = Network(topology)
    for index in network.values.indices { network.values[index] = random.number(in: -2...2) }
    if random.below(4) == 0 { network.frozen = [0] }
    plan = TrainingPlan()
    plan.rule.loss = losses[random.below(losses.count)]
    plan.rule.conventions = random.conventions(arithmetic)
    plan.rule.conventions.arithmetic = arithmetic
    plan.rule.rate = random.number(in: 0.01...1)
    plan.rule.flatSpot = flatSpot
    state = NetworkState(network)
    inputs = (0..<sizes[0]).map { _ in random.number(in: -1...1) }
    state.runForward(inputs, plan.rule)
    let isProbability = plan.rule.loss == .crossEntropy
    target = (0..<topology.outputCount).map { _ in isProbability ? Double(random.below(2)) : random.number(in: -1...1) }
  }

  private let inputs: [Double]
  let target: [Double]

  mutating func forward() { state.runForward(inputs, plan.rule) }

  mutating func backward() { state.runBackward(target, plan.rule) }

  mutating func update() { state.runUpdate(plan.rule) }

  /// The derivations of all quantities that the step computes.
  func derivations() -> [Derivation] {
    let derivations = Derivations(state)
    let topology = state.network.topology
    var list: [Derivation?] = []
    for unit in topology.inputCount..<topology.unitCount {
      list += [.net, .out].map { derivations.derivation(of: .unit(unit, $0)) }
      guard state.backward != nil else { continue }
      list += [.error, .delta].map { derivations.derivation(of: .unit(unit, $0)) }
      if derivations.usesDerivative(unit) { list.append(derivations.derivation(of: .unit(unit, .derivative))) }
    }
    guard state.backward != nil else { return list.compactMap(\.self) }
    list.append(derivations.derivation(of: .whole(.loss)))
    for parameter in 0..<topology.parameterCount {
      list.append(derivations.derivation(of: .parameter(parameter, .gradient)))
      guard state.update != nil, !state.network.frozen.contains(parameter) else { continue }
      list.append(derivations.update(of: parameter, samples: 1, plainDescent: true))
    }
    return list.compactMap(\.self)
  }
}

/// A record as a scope, with quantities as names and the engine's functions.
struct RecordScope: Scope {
  let state: NetworkState
  let names: QuantityNames
  let functions: @Sendable (Name, [Double]) -> Double?

  init(_ state: NetworkState) {
    self.state = state
    names = QuantityNames(state.network.topology)
    functions = state.network.functions(state.rule)
  }

  func value(of name: Name, at range: SourceRange) throws(Fault) -> Value {
    guard case .one(let quantity)? = try names.resolve(name), let value = state.value(quantity) else {
      throw Fault("\(name) has no value")
    }
    return .number(value)
  }

  func call(_ function: Name, _ arguments: [Value], at range: SourceRange) throws(Fault) -> Value {
    var numbers: [Double] = []
    for case .number(let number) in arguments { numbers.append(number) }
    guard let value = functions(function, numbers) else { throw Fault("\(function) has no value") }
    return .number(value)
  }
}

/// Random numbers for tests (SplitMix64).
struct Noise {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func number(in range: ClosedRange<Double>) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * Double(next() >> 11) / 9_007_199_254_740_992
  }

  mutating func conventions(_ arithmetic: Conventions.Rounding) -> Conventions {
    var conventions = Conventions()
    conventions.arithmetic = arithmetic
    conventions.update = Conventions.Update.allCases[below(2)]
    conventions.derivative = Conventions.Derivative.allCases[below(3)]
    conventions.biasSign = Conventions.BiasSign.allCases[below(2)]
    conventions.biasPosition = Conventions.BiasPosition.allCases[below(2)]
    conventions.sign = Conventions.Sign.allCases[below(2)]
    return conventions
  }
}
