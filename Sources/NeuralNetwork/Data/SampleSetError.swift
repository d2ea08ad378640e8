/// Why data could not be made or changed.
package enum SampleSetError: Error, Equatable {
  /// Numbers and columns do not come out even.
  case shape
  case empty
  case inputCount(expected: Int, found: Int)
  case targetCount(expected: Int, found: Int)
  /// A NaN or an infinity where a number is needed.
  case notFinite
  /// A built-in set takes from `lowest` to `highest` samples (or bits).
  case size(lowest: Int, highest: Int)
  /// Two classes of equal size need an even number of samples.
  case oddSize
  /// Noise is a finite number, not below 0.
  case noise
  /// The share of the training part is above 0 and at most 1, and leaves at least one sample in it.
  case fraction
  /// The two ends of a minmax normalization are finite and differ.
  case normalizationRange
  /// The spread of the input column, counted from 1, is beyond what a Double can hold.
  case columnSpread(column: Int)
  /// One-hot targets are made of one target column, not of this many.
  case oneTargetColumn(found: Int)
  case tooManyClasses(found: Int, limit: Int)
}
