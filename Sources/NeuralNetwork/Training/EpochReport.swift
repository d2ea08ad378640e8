/// What an epoch came to.
package struct EpochReport: Sendable {
  package let progress: TrainingProgress
  package let measures: EpochMeasures
  /// Of the epoch that comes next.
  package let rate: Double
}
