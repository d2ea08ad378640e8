/// The formulas of a step under one rule in one arithmetic, unit by unit.
///
/// Both the passes and the buffered passes call them, with closures that read and write their own storage. Everything
/// is inlined, so that the closures cost nothing. The caller keeps the rule alive, as for `LossRule`.
struct StepFormulas<A: Arithmetic> {
  typealias Number = A.Number

  let loss: LossRule
  /// Nil for −∂E/∂net.
  unowned(unsafe) private let learning: LearningRule?
  let conventions: Conventions
  let product: Conventions.Product
  let factorsDelta: Bool
  private let biasFirst: Bool
  private let subtractsBias: Bool
  private let isMisapplied: Bool
  private let flatSpot: Number
  private let decay: Number
  private let penalty: StepRule.Penalty
  private let clip: Double?

  init(_ rule: StepRule, _ topology: Topology) {
    loss = LossRule(rule.loss, topology)
    learning = rule.learning.followsGradient ? nil : rule.learning
    conventions = rule.conventions
    product = conventions.effectiveProduct
    factorsDelta = rule.factorsDelta
    biasFirst = conventions.biasPosition == .first
    subtractsBias = conventions.biasSign == .threshold
    isMisapplied = conventions.derivative == .misapplied
    flatSpot = Number(rule.flatSpot)
    decay = Number(rule.decay)
    penalty = rule.penalty
    clip = rule.clip
  }

  // MARK: Forward

  /// Σ weight·out in order; the bias, if any, is added last or first by convention.
  @inline(__always)
  func netInput(bias: Number?, inputs count: Int, _ input: (Int) -> (weight: Number, out: Number)) -> Number {
    let start = signed(bias ?? 0)
    var sum: Number = biasFirst ? start : 0
    for index in 0..<count {
      let (weight, out) = input(index)
      sum = A.multiplyAdd(weight, out, sum)
    }
    return !biasFirst && bias != nil ? sum + start : sum
  }

  /// exp(net_k − max) / Σ exp(net − max), the sum in unit order.
  func softmax(_ net: [Number]) -> [Number] {
    guard let largest = net.max() else { return [] }
    var sum: Number = 0
    var out = net
    for index in out.indices {
      out[index] = A.exp(net[index] - largest)
      sum += out[index]
    }
    for index in out.indices { out[index] /= sum }
    return out
  }

  // MARK: Backward

  /// −∂E/∂out of an output with target t.
  @inline(__always)
  func outputError(_ t: Number, _ out: Number) -> Number { loss.error(t, out, in: A.self) }

  /// Σ weight·delta over the units fed, in order; weight·error under that convention.
  @inline(__always)
  func sentBack(from count: Int, _ term: (Int) -> (weight: Number, sent: Number)) -> Number {
    var sum: Number = 0
    for index in 0..<count {
      let (weight, sent) = term(index)
      sum = A.multiplyAdd(weight, sent, sum)
    }
    return sum
  }

  /// g′ as the derivative convention defines it, plus the flat spot.
  ///
  /// - Parameters:
  ///   - value: g.
  ///   - slope: g′ from the net input and the output.
  @inline(__always)
  func derivative(
    net: Number, out: Number, value: (Number) -> Number, slope: (Number, Number) -> Number
  ) -> Number {
    let derivative = isMisapplied ? slope(out, value(out)) : slope(net, out)
    return flatSpot == 0 ? derivative : derivative + flatSpot
  }

  /// error·g′, factor by factor if convention and arithmetic require it.
  ///
  /// - Parameter factored: the error times the factors of g′, from the net input and the output.
  @inline(__always)
  func delta(
    _ error: Number, net: Number, out: Number, value: (Number) -> Number, slope: (Number, Number) -> Number,
    factored: (Number, Number) -> Number
  ) -> Number {
    guard factorsDelta else { return error * derivative(net: net, out: out, value: value, slope: slope) }
    return isMisapplied ? factored(out, value(out)) : factored(net, out)
  }

  /// Replaces the deltas that are not error·derivative of the same unit: those of a learning rule without derivatives,
  /// of cross-entropy, and of softmax under other losses.
  @inline(__always)
  func outputDeltas(
    _ count: Int, isSoftmax: Bool, target: (Int) -> Number, out: (Int) -> Number, net: (Int) -> Number,
    set: (Int, Number) -> Void
  ) {
    if let learning {
      for index in 0..<count {
        let delta = learning.delta(
          target: Double(target(index)), out: Double(out(index)), net: Double(net(index)))
        set(index, Number(delta))
      }
    } else if loss.deltaIsDifference {
      for index in 0..<count { set(index, target(index) - out(index)) }
    } else if isSoftmax {
      var common: Number = 0
      for index in 0..<count {
        common = A.multiplyAdd(outputError(target(index), out(index)), out(index), common)
      }
      for index in 0..<count { set(index, out(index) * (outputError(target(index), out(index)) - common)) }
    }
  }

  // MARK: Update

  /// A bias or its gradient, with the sign it has in the net input: minus for thresholds.
  @inline(__always)
  func signed(_ bias: Number) -> Number { subtractsBias ? -bias : bias }

  /// The weight after plain gradient descent on a single sample.
  @inline(__always)
  func stepped(_ weight: Number, rate: Number, delta: Number, out: Number) -> Number {
    switch product {
    case .delta: A.multiplyAdd(rate * delta, out, weight)
    case .out: A.multiplyAdd(rate * out, delta, weight)
    case .gradient: A.multiplyAdd(rate, out * delta, weight)
    }
  }

  /// (rate·delta)·out or (rate·out)·delta: the change of a weight, multiplied from left to right as programs write it.
  @inline(__always)
  func change(rate: Number, delta: Number, out: Number) -> Number {
    conventions.product == .out ? rate * out * delta : rate * delta * out
  }

  /// The mean over the samples of a batch as sum · (1/samples), in textbook arithmetic as sum / samples.
  @inline(__always)
  static func mean(_ sum: Number, samples: Int, _ arithmetic: Conventions.Rounding) -> Number {
    arithmetic == .textbook ? sum / Number(samples) : sum * (1 / Number(samples))
  }

  /// G − decay·w, or G − decay·sign(w).
  @inline(__always)
  func decayed(_ direction: Number, of weight: Number) -> Number {
    switch penalty {
    case .l2: A.multiplyAdd(-decay, weight, direction)
    case .l1: weight > 0 ? direction - decay : weight < 0 ? direction + decay : direction
    }
  }

  /// The factor that scales G to the clipping norm (Pascanu, Mikolov, Bengio 2013); nil if G is not clipped.
  func clipping<Component: BinaryFloatingPoint>(_ direction: some Sequence<Component>) -> Number? {
    guard let clip else { return nil }
    let norm = gradientNorm(direction)
    return norm > clip ? Number(clip / norm) : nil
  }
}

/// The Euclidean norm √ΣG², in double precision.
@inline(__always)
func gradientNorm<Component: BinaryFloatingPoint>(_ direction: some Sequence<Component>) -> Double {
  direction.reduce(0.0) { FusedDouble.multiplyAdd(Double($1), Double($1), $0) }.squareRoot()
}
