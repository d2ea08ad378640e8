import Kernels

/// A loss as it applies to the outputs of one topology.
struct LossRule {
  let loss: Loss
  let crossEntropyKind: CrossEntropyKind?
  let outputs: Int

  init(_ loss: Loss, _ topology: Topology) {
    self.loss = loss
    crossEntropyKind = topology.crossEntropyKind
    outputs = topology.outputCount
  }

  /// E of one sample: sums over the outputs in order, each product joined by the arithmetic's `multiplyAdd`.
  ///
  /// Losses are computed in double in either precision.
  @inline(__always)
  func value<A: Arithmetic>(in _: A.Type, target: (Int) -> Double, out: (Int) -> Double) -> Double {
    var sum = 0.0
    for index in 0..<outputs {
      let t = target(index)
      let o = out(index)
      let e = t - o
      switch loss {
      case .halfSquared, .squared, .meanSquared: sum = joined(e, e, sum, in: A.self)
      case .meanAbsolute: sum += e.magnitude
      case .huber: sum = e.magnitude <= 1 ? joined(0.5 * e, e, sum, in: A.self) : sum + (e.magnitude - 0.5)
      case .crossEntropy:
        if t != 0 { sum = joined(-t, logarithm(o, in: A.self), sum, in: A.self) }
        if crossEntropyKind == .binary, t != 1 {
          sum = joined(-(1 - t), logarithm(1 - o, in: A.self), sum, in: A.self)
        }
      }
    }
    switch loss {
    case .halfSquared: return 0.5 * sum
    case .meanSquared, .meanAbsolute: return sum / Double(outputs)
    default: return sum
    }
  }

  /// −∂E/∂out of an output with target t.
  @inline(__always)
  func error<A: Arithmetic>(_ t: A.Number, _ o: A.Number, in _: A.Type) -> A.Number {
    let e = t - o
    switch loss {
    case .halfSquared: return e
    case .squared: return 2 * e
    case .meanSquared: return 2 * e / A.Number(outputs)
    case .meanAbsolute: return e == 0 ? 0 : (e > 0 ? 1 : -1) / A.Number(outputs)
    case .huber: return max(-1, min(1, e))
    case .crossEntropy:
      guard crossEntropyKind == .binary else { return t == 0 ? 0 : t / o }
      // t / o − (1 − t) / (1 − o): where the output is its target of 0 or 1, only the other term is there.
      let spread = o * (1 - o)
      return e == 0 && spread == 0 ? 2 * t - 1 : e / spread
    }
  }

  @inline(__always)
  private func joined<A: Arithmetic>(_ a: Double, _ b: Double, _ sum: Double, in _: A.Type) -> Double {
    A.self == TextbookDouble.self ? TextbookDouble.multiplyAdd(a, b, sum) : FusedDouble.multiplyAdd(a, b, sum)
  }

  private func logarithm<A: Arithmetic>(_ x: Double, in _: A.Type) -> Double {
    let x = max(x, NN_LOG_FLOOR)
    return A.self == TextbookDouble.self ? TextbookDouble.log(x) : FusedDouble.log(x)
  }
}

extension Network {
  /// E of one sample; see `LossRule.value`.
  package func loss(_ pass: ForwardPass, target: [Double], _ loss: Loss, _ conventions: Conventions = Conventions())
    -> Double
  {
    conventions.arithmetic == .textbook
      ? self.loss(pass, target: target, loss, in: TextbookDouble.self)
      : self.loss(pass, target: target, loss, in: FusedDouble.self)
  }

  func loss<A: Arithmetic>(_ pass: ForwardPass, target: [Double], _ loss: Loss, in _: A.Type) -> Double {
    let first = topology.outputUnits.lowerBound
    return LossRule(loss, topology).value(in: A.self, target: { target[$0] }, out: { pass.out[first + $0] })
  }
}
