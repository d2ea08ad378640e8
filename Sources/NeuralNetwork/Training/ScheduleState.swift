/// What a schedule carries from one training of a network to the next.
package struct ScheduleState: Sendable, Equatable {
  /// The rate that is due; nil while it is the one that was set.
  package var rate: Double?
  package var previousLoss: Double?
  /// The order of the last epoch, which the next one may shuffle further.
  package var order: [Int]?

  package init() {}
}
