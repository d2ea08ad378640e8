import Expressions

/// How parameters are initialized. Random methods draw one number per parameter, in the order given.
package enum Initialization: Sendable, Equatable {
  case uniform(Double, Double)
  case normal(mean: Double, deviation: Double)
  /// Whole numbers from the first to the second.
  case integers(Int, Int)
  case constant(Double)
  /// Uniform within ±√(6 / (in + out)) (Glorot, Bengio 2010); biases 0.
  case xavier
  /// Normal with standard deviation √(2 / in) (He et al. 2015); biases 0.
  case he
  /// Normal with standard deviation √(1 / in) (LeCun et al. 1998); biases 0.
  case lecun
  /// Uniform within ±1/√in, biases too, as torch's nn.Linear draws them: layer by layer, each unit's weights and then
  /// the layer's biases.
  case torch
  /// Uniform within ±0.5, then each hidden unit's weights scaled to norm 0.7·h^(1/i), biases uniform within ± that norm
  /// (Nguyen, Widrow 1990).
  case nguyenWidrow
}

extension Network {
  /// Gives all parameters new values in the order of `drawingOrder`. Abandoned once a limit is reached.
  package mutating func initialize(_ initialization: Initialization, _ random: inout RandomNumbers) {
    // The values are changed in place, and then share their memory; `unify` needs the initial ones.
    if shared.isEmpty { initial = [] }
    draw(drawingOrder, initialization, &random)
    initial = values
  }

  /// Gives the parameters new values, which `reset` restores. Abandoned once a limit is reached.
  package mutating func initialize(
    _ parameters: some Sequence<Int>, _ initialization: Initialization, _ random: inout RandomNumbers
  ) {
    draw(parameters, initialization, &random)
    for parameter in parameters { initial[parameter] = values[parameter] }
  }

  private mutating func draw(
    _ parameters: some Sequence<Int>, _ initialization: Initialization, _ random: inout RandomNumbers
  ) {
    if initialization == .torch {
      fill(torchOrder(of: parameters), initialization, &random)
    } else {
      fill(parameters, initialization, &random)
    }
  }

  private mutating func fill(
    _ parameters: some Sequence<Int>, _ initialization: Initialization, _ random: inout RandomNumbers
  ) {
    var step = 0
    for parameter in parameters {
      step &+= 1
      if Limits.isReached(at: step) { return }
      let role = topology.role(of: parameter)
      let value: Double
      switch (initialization, role) {
      case (.uniform(let low, let high), _): value = random.uniform(low, high)
      case (.normal(let mean, let deviation), _): value = random.normal(mean, deviation)
      case (.integers(let low, let high), _): value = Double(low + random.integer(below: high - low + 1))
      case (.constant(let constant), _): value = constant
      case (.nguyenWidrow, _): value = random.uniform(-0.5, 0.5)
      case (.torch, .weight(_, let target)):
        // kaiming_uniform_ with a = √5, which is 1/√in but for its roundings.
        let gain = (2 / (1 + 5.0.squareRoot() * 5.0.squareRoot())).squareRoot()
        let limit = 3.0.squareRoot() * (gain / Double(fanIn(target)).squareRoot())
        value = random.uniform(-limit, limit)
      case (.torch, .bias(let unit)):
        let limit = 1 / Double(fanIn(unit)).squareRoot()
        value = random.uniform(-limit, limit)
      case (_, .bias): value = 0
      case (.xavier, .weight(_, let target)):
        let limit = (6 / Double(fanIn(target) + topology.sizes[topology.layer(of: target)])).squareRoot()
        value = random.uniform(-limit, limit)
      case (.he, .weight(_, let target)): value = random.normal(0, (2 / Double(fanIn(target))).squareRoot())
      case (.lecun, .weight(_, let target)): value = random.normal(0, (1 / Double(fanIn(target))).squareRoot())
      }
      values[parameter] = value
    }
    if initialization == .nguyenWidrow { scaleNguyenWidrow(Set(parameters), &random) }
    if !shared.isEmpty { unify(Array(parameters)) }
  }

  /// All weights layer by layer, then all biases layer by layer: the order `init` draws in.
  package var drawingOrder: FlattenSequence<[Range<Int>]> {
    (topology.connections.map(\.weightParameters) + topology.biasParameters).joined()
  }

  /// The parameters layer by layer, in each layer unit by unit the weights in source order, then the biases.
  private func torchOrder(of parameters: some Sequence<Int>) -> [Int] {
    let chosen = Set(parameters)
    return (1..<topology.sizes.count).flatMap { layer in
      let units = topology.units(of: layer)
      return units.flatMap { topology.sources(of: $0).map(\.parameter) } + units.compactMap { topology.bias(of: $0) }
    }.filter(chosen.contains)
  }

  /// Gives all parameters of each shared group the value of the first of them that was changed.
  package mutating func unify(_ changed: [Int]) {
    guard !shared.isEmpty else { return }
    let changed = Set(changed)
    for group in shared {
      guard let first = group.first(where: changed.contains) else { continue }
      for member in group {
        values[member] = values[first]
        initial[member] = initial[first]
      }
    }
  }

  private func fanIn(_ unit: Int) -> Int { topology.sources(of: unit).count }

  private mutating func scaleNguyenWidrow(_ parameters: Set<Int>, _ random: inout RandomNumbers) {
    for layer in 1..<topology.outputLayer {
      let units = topology.units(of: layer)
      for unit in units {
        let weights = topology.sources(of: unit).map(\.parameter).filter(parameters.contains)
        guard !weights.isEmpty else { continue }
        let length = 0.7 * Elementary.power(Double(units.count), 1 / Double(weights.count))
        let norm = weights.reduce(0.0) { $0 + values[$1] * values[$1] }.squareRoot()
        for weight in weights where norm > 0 { values[weight] *= length / norm }
        if let bias = topology.bias(of: unit), parameters.contains(bias) {
          values[bias] = random.uniform(-length, length)
        }
      }
    }
  }
}
