/// Why a training returned.
package enum TrainingOutcome: Sendable, Equatable {
  case finished
  case interrupted
  case stopped(StopReason)
  /// `onEpoch` ended it.
  case ended
  case diverged(Divergence)
  /// Streamed data could not be read.
  case unreadable(SampleStreamError)
}
