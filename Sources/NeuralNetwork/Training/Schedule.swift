/// How the learning rate changes from epoch to epoch; epochs are counted from the network's first.
package enum Schedule: Sendable, Equatable {
  case constant
  /// Halves the rate, but not below `floor`, when the loss rises from one epoch to the next, after epoch `after`.
  case halveOnRise(after: Int, floor: Double)
  /// Multiplies the rate by `factor` after every `epochs` epochs.
  case step(epochs: Int, factor: Double)
  /// Multiplies the rate by `factor` after every epoch.
  case exponential(Double)
  /// rate · (1 + cos(π · epoch / epochs)) / 2, 0 from `epochs` on (Loshchilov, Hutter 2017).
  case cosine(epochs: Int)
  /// From the rate down to `floor` in a straight line, and `floor` from `epochs` on.
  case linear(epochs: Int, floor: Double)
  /// rate / (1 + decay · epoch).
  case inverseTime(decay: Double)

  /// The rate for the next epoch.
  ///
  /// - Parameters:
  ///   - base: the learning rate as set.
  ///   - current: the rate of the finished epoch.
  ///   - previous: the loss of the epoch before it.
  func rate(base: Double, current: Double, epoch: Int, loss: Double, previous: Double?) -> Double {
    switch self {
    case .constant: return base
    case .halveOnRise(let after, let floor):
      guard let previous, loss > previous, epoch > after else { return current }
      return max(current * 0.5, min(floor, current))
    case .step(let epochs, let factor): return epoch % epochs == 0 ? current * factor : current
    case .exponential(let factor): return current * factor
    case .linear(let epochs, let floor):
      guard epoch < epochs else { return floor }
      return base + (floor - base) * (Double(epoch) / Double(epochs))
    case .inverseTime(let decay): return base / (1 + decay * Double(epoch))
    case .cosine(let epochs):
      guard epoch < epochs else { return 0 }
      return base * (0.5 * (1 + Elementary.cos(Double.pi * Double(epoch) / Double(epochs))))
    }
  }
}
