import Kernels

extension Network {
  /// E of one sample: sums over the outputs in order, each product joined by the arithmetic's `multiplyAdd`.
  package func loss(_ pass: ForwardPass, target: [Double], _ loss: Loss, _ conventions: Conventions = Conventions())
    -> Double
  {
    conventions.arithmetic == .textbook
      ? self.loss(pass, target: target, loss, in: TextbookDouble.self)
      : self.loss(pass, target: target, loss, in: FusedDouble.self)
  }

  func loss<A: Arithmetic>(_ pass: ForwardPass, target: [Double], _ loss: Loss, in _: A.Type) -> Double {
    var sum = 0.0
    for (index, unit) in topology.outputUnits.enumerated() {
      let t = target[index]
      let o = pass.out[unit]
      let e = t - o
      switch loss {
      case .halfSquared, .squared, .meanSquared: sum = joined(e, e, sum, in: A.self)
      case .meanAbsolute: sum += e.magnitude
      case .huber: sum = e.magnitude <= 1 ? joined(0.5 * e, e, sum, in: A.self) : sum + (e.magnitude - 0.5)
      case .crossEntropy:
        if t != 0 { sum = joined(-t, logarithm(o, in: A.self), sum, in: A.self) }
        if topology.crossEntropyKind == .binary, t != 1 {
          sum = joined(-(1 - t), logarithm(1 - o, in: A.self), sum, in: A.self)
        }
      }
    }
    switch loss {
    case .halfSquared: return 0.5 * sum
    case .meanSquared, .meanAbsolute: return sum / Double(topology.outputCount)
    default: return sum
    }
  }

  /// Losses are summed in double in either precision.
  private func joined<A: Arithmetic>(_ a: Double, _ b: Double, _ sum: Double, in _: A.Type) -> Double {
    A.self == TextbookDouble.self ? TextbookDouble.multiplyAdd(a, b, sum) : FusedDouble.multiplyAdd(a, b, sum)
  }

  private func logarithm<A: Arithmetic>(_ x: Double, in _: A.Type) -> Double {
    let x = max(x, NN_LOG_FLOOR)
    return A.self == TextbookDouble.self ? TextbookDouble.log(x) : FusedDouble.log(x)
  }

  /// −∂E/∂out of an output unit.
  func outputError<A: Arithmetic>(
    _ unit: Int, _ pass: ForwardPass, _ target: [Double], _ loss: Loss, in _: A.Type
  ) -> Double {
    let t = A.Number(target[unit - topology.outputUnits.lowerBound])
    let o = A.Number(pass.out[unit])
    let e = t - o
    let outputs = A.Number(topology.outputCount)
    switch loss {
    case .halfSquared: return Double(e)
    case .squared: return Double(2 * e)
    case .meanSquared: return Double(2 * e / outputs)
    case .meanAbsolute: return Double(e == 0 ? 0 : (e > 0 ? 1 : -1) / outputs)
    case .huber: return Double(max(-1, min(1, e)))
    case .crossEntropy:
      if topology.crossEntropyKind == .binary { return Double(e / (o * (1 - o))) }
      return Double(t == 0 ? 0 : t / o)
    }
  }
}
