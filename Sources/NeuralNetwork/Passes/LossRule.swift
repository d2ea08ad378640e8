import Kernels

/// The numeric form of a loss for the outputs of one topology.
///
/// Losses with a `kernel` are computed by the fast form of their formulas; tests compare the two.
///
/// The caller keeps the loss alive: copying it must not count references, which would take longer than a step.
struct LossRule {
  unowned(unsafe) private let form: Loss.Form
  private var kernel: nn_loss_kind?
  private var outputs: Int
  /// Whether the delta of the outputs simplifies to t − o.
  let deltaIsDifference: Bool

  init(_ loss: Loss, _ topology: Topology) {
    form = topology.form(of: loss)
    kernel = form.kernel
    outputs = topology.outputCount
    deltaIsDifference = topology.deltaIsDifference(under: loss)
  }

  /// The rule itself if it is the half-squared error of one output, in a form that the compiler knows to be that.
  @inline(__always)
  var halfSquaredOfOne: LossRule? {
    guard outputs == 1, kernel == nn_loss_kind_half_squared else { return nil }
    var rule = self
    (rule.kernel, rule.outputs) = (nn_loss_kind_half_squared, 1)
    return rule
  }

  /// E of one sample, summed over the outputs in order; products are added by the arithmetic's `multiplyAdd`.
  @inline(__always)
  func value<A: Arithmetic>(in _: A.Type, target: (Int) -> Double, out: (Int) -> Double) -> Double {
    var sum: A.Number = 0
    for index in 0..<outputs {
      let t = A.Number(target(index))
      let o = A.Number(out(index))
      let e = t - o
      switch kernel {
      case nn_loss_kind_half_squared?, nn_loss_kind_squared?, nn_loss_kind_mean_squared?:
        // e² is e² + 0, to the bit.
        sum = index == 0 ? e * e : A.multiplyAdd(e, e, sum)
      case nn_loss_kind_mean_absolute?: sum += e.magnitude
      case nn_loss_kind_huber?:
        sum = e.magnitude <= 1 ? A.multiplyAdd(0.5 * e, e, sum) : sum + (e.magnitude - 0.5)
      case nn_loss_kind_categorical?, nn_loss_kind_binary?:
        if t != 0 { sum = A.multiplyAdd(-t, logarithm(o, in: A.self), sum) }
        if kernel == nn_loss_kind_binary, t != 1 {
          sum = A.multiplyAdd(-(1 - t), logarithm(1 - o, in: A.self), sum)
        }
      default: sum += A.Number(form.term(Double(t), Double(o), in: A.self))
      }
    }
    switch kernel {
    case nn_loss_kind_half_squared?: return Double(0.5 * sum)
    case nn_loss_kind_mean_squared?, nn_loss_kind_mean_absolute?: return Double(sum / A.Number(outputs))
    case nil: return Double(A.Number(form.total(Double(sum), outputs: outputs)))
    default: return Double(sum)
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
    default: return A.Number(form.error(Double(t), Double(o), outputs: outputs, in: A.self))
    }
  }

  /// log x, of at least the smallest normal number.
  private func logarithm<A: Arithmetic>(_ x: A.Number, in _: A.Type) -> A.Number {
    A.log(max(x, A.Number.leastNormalMagnitude))
  }
}
