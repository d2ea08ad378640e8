import Kernels

/// The numeric form of a loss for the outputs of one topology.
///
/// Losses with a `kernel` are computed by the fast form of their formulas; tests compare the two.
struct LossRule {
  private let form: Loss.Form
  private let kernel: nn_loss_kind?
  private let outputs: Int
  /// Whether the delta of the outputs simplifies to t − o.
  let deltaIsDifference: Bool

  init(_ loss: Loss, _ topology: Topology) {
    form = topology.form(of: loss)
    kernel = form.kernel
    outputs = topology.outputCount
    deltaIsDifference = topology.deltaIsDifference(under: loss)
  }

  /// E of one sample, summed over the outputs in order; products are added by the arithmetic's `multiplyAdd`.
  ///
  /// Losses are computed in double precision whatever the setting.
  @inline(__always)
  func value<A: Arithmetic>(in _: A.Type, target: (Int) -> Double, out: (Int) -> Double) -> Double {
    var sum = 0.0
    for index in 0..<outputs {
      let t = target(index)
      let o = out(index)
      let e = t - o
      switch kernel {
      case nn_loss_kind_half_squared?, nn_loss_kind_squared?, nn_loss_kind_mean_squared?:
        sum = joined(e, e, sum, in: A.self)
      case nn_loss_kind_mean_absolute?: sum += e.magnitude
      case nn_loss_kind_huber?:
        sum = e.magnitude <= 1 ? joined(0.5 * e, e, sum, in: A.self) : sum + (e.magnitude - 0.5)
      case nn_loss_kind_categorical?, nn_loss_kind_binary?:
        if t != 0 { sum = joined(-t, logarithm(o, in: A.self), sum, in: A.self) }
        if kernel == nn_loss_kind_binary, t != 1 {
          sum = joined(-(1 - t), logarithm(1 - o, in: A.self), sum, in: A.self)
        }
      default: sum += form.term(t, o)
      }
    }
    switch kernel {
    case nn_loss_kind_half_squared?: return 0.5 * sum
    case nn_loss_kind_mean_squared?, nn_loss_kind_mean_absolute?: return sum / Double(outputs)
    case nil: return form.total(sum, outputs: outputs)
    default: return sum
    }
  }

  /// −∂E/∂o of an output o with target t.
  @inline(__always)
  func error<A: Arithmetic>(_ t: A.Number, _ o: A.Number, in _: A.Type) -> A.Number {
    let e = t - o
    switch kernel {
    case nn_loss_kind_half_squared?: return e
    case nn_loss_kind_squared?: return 2 * e
    case nn_loss_kind_mean_squared?: return 2 * e / A.Number(outputs)
    case nn_loss_kind_mean_absolute?: return e == 0 ? 0 : (e > 0 ? 1 : -1) / A.Number(outputs)
    case nn_loss_kind_huber?: return max(-1, min(1, e))
    case nn_loss_kind_categorical?: return t == 0 ? 0 : t / o
    case nn_loss_kind_binary?:
      // t / o − (1 − t) / (1 − o); if the output equals its target of 0 or 1, one term vanishes and the other is ±1.
      let spread = o * (1 - o)
      return e == 0 && spread == 0 ? 2 * t - 1 : e / spread
    default: return A.Number(form.error(Double(t), Double(o), outputs: outputs))
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
