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

/// The order in which the samples of an epoch are presented.
package enum Shuffle: String, Sendable, CaseIterable {
  /// That of the data.
  case off
  /// A new permutation in every epoch: `numpy.random.permutation`.
  case on
  /// The last epoch's order is shuffled further: `random.shuffle` or `numpy.random.shuffle` of the list of samples.
  case inPlace = "in-place"
  /// A new selection of all samples in every epoch: `random.sample(data, len(data))`.
  case sample
  /// As many samples as there are, each drawn from all: `random.choice`, `numpy.random.randint`.
  case withReplacement = "with-replacement"
  /// The same by fractions, `int(random() * count)`: `random.choices`, and what programs without whole random numbers do.
  case byFractions = "by-fractions"
}

/// How far a network's training has come, over all trainings since its weights were new.
package struct TrainingProgress: Sendable, Equatable {
  package var epoch = 0
  package var updates = 0
  package var schedule = ScheduleState()

  package init() {}
}

/// Why a training returned.
package enum TrainingOutcome: Sendable, Equatable {
  case finished
  case interrupted
  case stopped(StopReason)
  /// Whoever looked at the epochs wanted no more.
  case ended
  case diverged(Divergence)
}

/// The first number of a training that was NaN or infinite.
package enum Divergence: Sendable, Equatable {
  case parameter(Int, Double)
  case loss(Double)

  /// The sign of a NaN is the processor's affair.
  static func parameter(_ index: Int, found value: Double) -> Divergence {
    .parameter(index, value.isNaN ? .nan : value)
  }
}

/// What an epoch came to.
package struct EpochReport: Sendable {
  package let progress: TrainingProgress
  package let measures: EpochMeasures
  /// Of the epoch that comes next.
  package let rate: Double
}
