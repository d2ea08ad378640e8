/// The result of a finished epoch.
package struct EpochReport: Sendable {
  package let progress: TrainingProgress
  package let measures: EpochMeasures
  /// The learning rate of this epoch.
  package let rate: Double
}
