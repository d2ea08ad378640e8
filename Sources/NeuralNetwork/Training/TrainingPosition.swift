/// Where in an epoch a training has stopped, and what it has measured so far.
package struct TrainingPosition: Sendable, Equatable {
  /// Whether the order of the epoch's samples has been drawn.
  package var hasBegun = false
  /// The samples of the epoch that have been presented.
  package var presented = 0
  /// The samples in order of presentation; nil for the order of the data.
  package var order: [Int]?
  /// The measures of the epoch so far. Their loss is not yet added up if `losses` has those of its samples.
  package var measures = EpochMeasures()
  package var losses: [Double] = []
  /// The measures of the last finished epoch.
  package var last: EpochMeasures?
  /// The lowest loss, and the number of epochs since then, that patience has seen.
  package var lowest = Double.infinity
  package var epochsWithoutLowest = 0

  package init() {}
}
