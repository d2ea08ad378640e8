/// Makes the updates of a training. One is chosen per call of `Training.runEpochs` or `runUpdates`, outside all loops;
/// while it runs, it alone holds the parameters and the optimizer's memory.
protocol TrainingEngine: AnyObject {
  /// Presents samples from the place of the epoch on and updates after every batch, until the epoch is over, `updates`
  /// of them are made or `interrupted` says so.
  ///
  /// It moves `epoch.position` and `epoch.updates` and adds to `epoch.sum`.
  func present(_ epoch: inout EpochUnderWay, _ data: TrainingData, updates: Int, interrupted: () -> Bool)

  /// The length of the last update's gradient; asked for only where a rule stops at it.
  var gradientLength: Double { get }

  /// The first parameter that is NaN or infinite.
  var divergence: Divergence? { get }

  /// Loss and errors over samples without learning from them.
  func measure(_ data: TrainingData) -> EpochMeasures

  /// Gives back what it holds.
  func store(_ values: inout [Double], _ state: inout OptimizerState)
}

/// The place in an epoch.
struct EpochUnderWay: Sendable {
  var rate: Double
  /// Whether its order has been drawn.
  var hasBegun = false
  /// Samples presented.
  var position = 0
  /// Updates made in all epochs.
  var updates: Int
  /// The order of presentation; nil for that of the data.
  var order: [Int]?
  var sum: MeasuresSum
  /// The session's stream, from which dropout and mutations draw.
  var random: RandomNumbers

  /// Sets the order of an epoch of so many samples.
  mutating func drawOrder(_ shuffle: Shuffle, _ count: Int) {
    switch shuffle {
    case .off: order = nil
    case .on: order = random.permutation(count)
    case .inPlace:
      var next = order ?? []
      if next.count != count { next = Array(0..<count) }
      random.shuffle(&next)
      order = next
    case .sample: order = random.sample(count)
    case .withReplacement: order = (0..<count).map { _ in random.integer(below: count) }
    case .byFractions: order = (0..<count).map { _ in min(Int(random.uniform() * Double(count)), count - 1) }
    }
  }
}

extension Training {
  /// The kernels where they fit, the plain engine in the plan's arithmetic, or the genetic algorithm.
  func makeEngine() -> any TrainingEngine {
    if case .genetic(let size) = plan.update.optimizer { return GeneticEngine(network, plan, state, population: size) }
    return KernelEngine(network, plan, state) ?? network.plainEngine(plan, state)
  }
}

extension Network {
  func plainEngine(_ plan: TrainingPlan, _ state: OptimizerState = OptimizerState()) -> any TrainingEngine {
    PlainEngine(self, plan.consistent, state)
  }
}
