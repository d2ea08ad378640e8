/// The state of schedule and shuffling that carries over to the network's next training.
package struct ScheduleState: Sendable, Equatable {
  /// The current rate; nil if it is the learning rate as set.
  package var rate: Double?
  package var previousLoss: Double?
  /// The order of the last epoch, which `Shuffle.inPlace` shuffles further.
  package var order: [Int]?

  package init() {}
}
