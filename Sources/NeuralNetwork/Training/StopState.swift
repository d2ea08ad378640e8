/// What the rules remember within one training.
struct StopState: Sendable {
  private var lowest = Double.infinity
  private var epochsWithoutLowest = 0

  /// The rule that ends the training after an epoch; nil for none.
  ///
  /// - Parameters:
  ///   - watched: the loss that patience looks at.
  ///   - gradient: the length of the last update's gradient.
  mutating func reason(
    _ rules: StopRules, loss: Double, previous: Double?, watched: () -> Double, gradient: Double
  ) -> StopReason? {
    if let threshold = rules.loss, loss <= threshold { return .loss(threshold) }
    if let least = rules.improvement, let previous, loss < previous, previous - loss < least {
      return .improvement(least)
    }
    if let length = rules.gradient, gradient < length { return .gradient(length) }
    if let patience = rules.patience {
      let value = watched()
      epochsWithoutLowest = value < lowest ? 0 : epochsWithoutLowest + 1
      lowest = min(lowest, value)
      if epochsWithoutLowest >= patience { return .patience(patience) }
    }
    return nil
  }
}
