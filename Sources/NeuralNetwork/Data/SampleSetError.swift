import Expressions

/// Why data could not be created or changed.
package enum SampleSetError: Error, Equatable {
  /// The number of values is not a multiple of the number of columns.
  case shape
  case empty
  case inputCount(expected: Int, found: Int)
  case targetCount(expected: Int, found: Int)
  /// A NaN or an infinity.
  case notFinite
  /// A built-in data set must have from `lowest` to `highest` samples (or bits).
  case size(lowest: Int, highest: Int)
  /// Two classes of equal size need an even number of samples.
  case oddSize
  /// The noise is not from 0 to 1e300.
  case noise
  /// The training fraction is not above 0 and at most 1.
  case fraction
  /// The ends of a minmax normalization are equal or too far apart.
  case normalizationRange
  /// The range of an input column, counted from 1, overflows a Double, or its deviation underflows.
  case columnSpread(column: Int)
  /// One-hot encoding needs one target column, not `found`.
  case oneTargetColumn(found: Int)
  case tooManyClasses(found: Int, limit: Int)
  /// Only 0 and 1 become bipolar.
  case notBinary(found: Double)
  /// The user has interrupted the change, or there is no memory for it.
  case limit(Fault)
}
