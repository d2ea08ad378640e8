/// Why a training returned.
package enum TrainingOutcome: Sendable, Equatable {
  case finished
  case interrupted
  case stopped(StopReason)
  /// Whoever looked at the epochs wanted no more.
  case ended
  case diverged(Divergence)
}
