/// The rule that stopped a training, with its threshold.
package enum StopReason: Sendable, Equatable {
  case loss(Double)
  case improvement(Double)
  case gradient(Double)
  case patience(Int)
}
