/// The state of the stopping rules within one training.
struct StopState: Sendable {
  private(set) var lowest = Double.infinity
  private(set) var epochsWithoutLowest = 0

  init(lowest: Double = .infinity, epochsWithoutLowest: Int = 0) {
    self.lowest = lowest
    self.epochsWithoutLowest = epochsWithoutLowest
  }

  /// The rule that ends the training after this epoch; nil if none does.
  ///
  /// - Parameters:
  ///   - watched: the loss that patience monitors.
  ///   - gradient: the gradient norm of the last update.
  mutating func reason(
    _ rules: StopRules, loss: Double, previous: Double?, watched: () -> Double, gradient: Double
  ) -> StopReason? {
    if let threshold = rules.loss, loss <= threshold { return .loss(threshold) }
    if let minimum = rules.improvement, let previous, loss < previous, previous - loss < minimum {
      return .improvement(minimum)
    }
    if let norm = rules.gradient, gradient < norm { return .gradient(norm) }
    if let patience = rules.patience {
      let value = watched()
      epochsWithoutLowest = value < lowest ? 0 : epochsWithoutLowest + 1
      lowest = min(lowest, value)
      if epochsWithoutLowest >= patience { return .patience(patience) }
    }
    return nil
  }
}
