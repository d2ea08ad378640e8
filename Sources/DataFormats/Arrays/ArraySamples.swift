import Expressions
import NeuralNetwork

extension SampleSet {
  /// Data from two arrays: the first dimension is the samples, the others are flattened to inputs or targets.
  ///
  /// MNIST labels become one target column of digits; see `encodeOneHot`. Throws `ArrayError`.
  package init(name: String, inputs: NumberArray, targets: NumberArray) throws(ArrayError) {
    let samples = inputs.dimensions.first ?? 0
    let targetSamples = targets.dimensions.first ?? 0
    guard samples == targetSamples, samples > 0 else {
      throw .sampleCounts(inputs: samples, targets: targetSamples)
    }
    do {
      self = try SampleSet(
        name: name, inputs: inputs.values, inputCount: inputs.values.count / samples,
        targets: targets.values, targetCount: targets.values.count / samples)
    } catch {
      throw .noSamples
    }
  }

  /// Data from the rows of a matrix. The options choose input and target columns; by default the last is the target.
  ///
  /// Throws `ArrayError` and `ColumnError`.
  package init(name: String, matrix: NumberArray, _ options: ReadingOptions) throws {
    guard matrix.dimensions.count == 2 else { throw ArrayError.dimensions(matrix.dimensions.count) }
    let columnCount = matrix.dimensions[1]
    guard !matrix.values.isEmpty else { throw ArrayError.noSamples }
    guard columnCount > 1 else { throw ArrayError.singleColumn }
    try Limits.require(numbers: matrix.values.count)
    let columns = try ColumnChoice(options, columnCount: columnCount)
    self = try SampleSet(
      name: name, inputs: matrix.columns(columns.inputs), inputCount: columns.inputCount,
      targets: matrix.columns(columns.targets), targetCount: columns.targetCount)
  }
}
