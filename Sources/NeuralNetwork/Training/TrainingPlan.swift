/// The settings of a training.
package struct TrainingPlan: Sendable {
  package var rule = BackwardRule()
  package var update = UpdateRule()
  /// Samples per update; nil for all of them.
  package var batch: Int? = 1
  package var shuffle = Shuffle.off
  /// By layer, the share of units left out for each sample.
  package var dropout: [Int: Double] = [:]
  /// The layers of which units are left out whose random numbers are high: kept where rand < 1 − share.
  package var dropsHigh: Set<Int> = []
  package var schedule = Schedule.constant
  package var stop = StopRules()
  /// Threads of the kernels; results do not depend on it.
  package var threads = 1
  /// False keeps to the plain engine; results do not depend on it.
  package var usesKernels = true

  package init() {}

  /// The plan with what the conventions, the rate and the precision say in every place that reads them.
  package var consistent: TrainingPlan {
    var plan = self
    plan.update.batch = rule.conventions.batch
    plan.update.arithmetic = rule.conventions.arithmetic
    plan.rule.rate = update.rate
    plan.rule.precision = update.precision
    return plan
  }
}
