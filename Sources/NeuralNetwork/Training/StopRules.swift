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
