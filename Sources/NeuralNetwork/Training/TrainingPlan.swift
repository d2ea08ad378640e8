/// The settings of a training.
package struct TrainingPlan: Sendable {
  /// The settings of each step.
  package var rule = StepRule()
  /// Samples per update; nil for all of them.
  package var batch: Int? = 1
  package var shuffle = Shuffle.off
  /// By layer: the probability that a unit is dropped for a sample.
  package var dropout: [Int: Double] = [:]
  /// Layers that drop units with high random numbers: a unit is kept if rand < 1 − probability.
  package var dropsHigh: Set<Int> = []
  package var schedule = Schedule.constant
  package var stop = StopRules()
  /// The number of threads of the kernels; results do not depend on it.
  package var threads = 1
  /// Whether kernels may be used; results do not depend on it.
  package var usesKernels = true

  package init() {}
}
