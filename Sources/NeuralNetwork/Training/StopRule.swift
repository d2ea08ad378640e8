/// When a training ends before its time.
package struct StopRules: Sendable, Equatable {
  /// An epoch's loss is at most this.
  package var loss: Double?
  /// The loss has improved over the last epoch's, but by less than this.
  package var improvement: Double?
  /// The gradient of an epoch's last update is shorter than this.
  package var gradient: Double?
  /// So many epochs in a row without a loss below the lowest: on the test part if there is one, else in training.
  package var patience: Int?

  package init() {}

  package var isEmpty: Bool { self == StopRules() }
}

/// The rule that ended a training, with its threshold.
package enum StopReason: Sendable, Equatable {
  case loss(Double)
  case improvement(Double)
  case gradient(Double)
  case patience(Int)
}

/// What the rules remember within one training.
struct StopState: Sendable {
  private var lowest = Double.infinity
  private var epochsWithoutLowest = 0

  /// The rule that strikes after an epoch.
  ///
  /// - Parameters:
  ///   - watched: the loss that patience looks at.
  ///   - gradient: the length of the last update's gradient.
  mutating func strikes(
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
