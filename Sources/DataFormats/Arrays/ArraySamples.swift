import Expressions
import NeuralNetwork

extension SampleSet {
  /// Data from two arrays: the first dimension is the samples, the others are flattened to inputs or targets.
  ///
  /// MNIST labels become one target column of digits; see `encodeOneHot`. Throws `ArrayError`.
  package init(name: String, inputs: NumberArray, targets: NumberArray) throws(ArrayError) {
    let samples = try ArrayError.requireSamples(inputs: inputs.dimensions, targets: targets.dimensions)
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
    let columns = try ColumnChoice(ofMatrix: matrix.dimensions, options)
    try Limits.require(numbers: matrix.values.count)
    self = try SampleSet(
      name: name, inputs: matrix.columns(columns.inputs), inputCount: columns.inputCount,
      targets: matrix.columns(columns.targets), targetCount: columns.targetCount)
  }

  /// Data that stays in two arrays, which are read once; see `init(name:inputs:targets:)`.
  ///
  /// Throws `ArrayError` and what the files throw.
  package init(name: String, inputs: StoredArray, targets: StoredArray, progress: (Int) -> Bool) throws {
    self.init(name: name, stream: try ArrayStream(inputs: inputs, targets: targets, progress: progress))
  }
}

extension ColumnChoice {
  /// The columns of a matrix whose rows are samples.
  init(ofMatrix dimensions: [Int], _ options: ReadingOptions) throws {
    guard dimensions.count == 2 else { throw ArrayError.dimensions(dimensions.count) }
    guard dimensions[0] > 0, dimensions[1] > 0 else { throw ArrayError.noSamples }
    guard dimensions[1] > 1 else { throw ArrayError.singleColumn }
    try self.init(options, columnCount: dimensions[1])
  }
}
