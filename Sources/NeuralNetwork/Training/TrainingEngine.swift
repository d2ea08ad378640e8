/// Makes the updates of a training. One is chosen per call of `Training.runEpochs` or `runUpdates`, outside all loops;
/// while it runs, it alone holds the parameters and the optimizer's memory.
protocol TrainingEngine: AnyObject {
  /// Presents samples from `epoch.position` on and updates after every batch, until the epoch is over, `updates` of them
  /// are made or `interrupted` says so.
  ///
  /// It moves `epoch.position` and adds to `epoch.sum`.
  ///
  /// - Returns: the updates made.
  func present(
    _ epoch: inout EpochUnderWay, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int

  /// The length of the last update's gradient; asked for only where a rule stops at it.
  var gradientLength: Double { get }

  /// The first parameter that is NaN or infinite.
  var divergence: Divergence? { get }

  /// Loss and errors over samples without learning from them.
  func measure(_ data: TrainingData) -> EpochMeasures

  /// Gives back what it holds.
  func store(_ values: inout [Double], _ state: inout OptimizerState)
}
