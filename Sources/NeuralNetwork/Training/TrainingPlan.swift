/// The settings of a training.
package struct TrainingPlan: Sendable {
  package var rule = BackwardRule()
  package var update = UpdateRule()
  /// Samples per update; nil for all of them.
  package var batch: Int? = 1
  package var shuffle = false
  /// For large networks; the numbers are the same with any.
  package var threads = 1

  package init() {}

  /// The plan with what the conventions and the rate say in every place that reads them.
  package var consistent: TrainingPlan {
    var plan = self
    plan.update.batch = rule.conventions.batch
    plan.update.arithmetic = rule.conventions.arithmetic
    plan.rule.rate = update.rate
    plan.rule.precision = update.precision
    return plan
  }
}

/// How far a network's training has come, over all trainings since its weights were new.
package struct TrainingProgress: Sendable, Equatable {
  package var epoch = 0
  package var updates = 0

  package init() {}
}

/// Why a training returned.
package enum TrainingOutcome: Sendable, Equatable {
  case finished
  case interrupted
  case diverged(Divergence)
}

/// The first number of a training that was NaN or infinite.
package enum Divergence: Sendable, Equatable {
  case parameter(Int, Double)
  case loss(Double)
}
