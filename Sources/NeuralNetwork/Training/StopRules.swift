/// The early stopping rules of a training; nil for a rule that is not set.
package struct StopRules: Sendable, Equatable {
  /// Stop when the loss of an epoch is at most this.
  package var loss: Double?
  /// Stop when the loss improves from one epoch to the next by less than this.
  package var improvement: Double?
  /// Stop when the gradient norm of an epoch's last update is below this.
  package var gradient: Double?
  /// Stop after this many epochs in a row without a new lowest loss: on the test part if there is one, else in
  /// training.
  package var patience: Int?

  package init() {}

  package var isEmpty: Bool { self == StopRules() }
}
