/// Makes the updates of a training. It is chosen at the first call of `Training.runEpochs` or `runUpdates`, outside all
/// loops, and kept for the next; while it runs, only the engine holds the current parameters and optimizer state.
protocol TrainingEngine: AnyObject {
  /// Presents samples from `epoch.position` on and updates after every batch, until the end of the epoch, after
  /// `updates` updates, or until `interrupted` returns true. Advances `epoch.position` and adds to `epoch.sum`.
  ///
  /// - Returns: the number of updates made.
  func present(
    _ epoch: inout EpochProgress, _ data: TrainingData, rate: Double, updates: Int, interrupted: () -> Bool
  ) -> Int

  /// The gradient norm of the last update; only used if a rule stops by it.
  var gradientNorm: Double { get }

  /// The first parameter that is NaN or infinite; nil if all are finite.
  var divergence: Divergence? { get }

  /// Loss and errors over samples, without updates.
  func measure(_ data: TrainingData) -> EpochMeasures

  /// Writes back the parameters and the optimizer's state.
  func store(_ values: inout [Double], _ state: inout OptimizerState)
}
