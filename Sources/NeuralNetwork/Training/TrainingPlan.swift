/// The settings of a training.
package struct TrainingPlan: Sendable {
  /// What its steps compute.
  package var rule = StepRule()
  /// Samples per update; nil for all of them.
  package var batch: Int? = 1
  package var shuffle = Shuffle.off
  /// By layer, the probability that a unit is left out for a sample.
  package var dropout: [Int: Double] = [:]
  /// The layers of which units are left out whose random numbers are high: kept where rand < 1 − probability.
  package var dropsHigh: Set<Int> = []
  package var schedule = Schedule.constant
  package var stop = StopRules()
  /// Threads of the kernels; results do not depend on it.
  package var threads = 1
  /// False keeps to the plain engine; results do not depend on it.
  package var usesKernels = true

  package init() {}
}
