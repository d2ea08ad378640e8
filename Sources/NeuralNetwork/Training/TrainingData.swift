/// The samples of a training or a test, row by row.
package struct TrainingData: Sendable {
  /// Samples × inputs.
  package let inputs: ArraySlice<Double>
  /// Samples × outputs.
  package let targets: ArraySlice<Double>
  package let inputCount: Int
  package let targetCount: Int
  package let count: Int
  package let classification: Classification

  /// The samples in `range`; how outputs are interpreted as classes is determined from all samples.
  package init(_ samples: SampleSet, _ range: Range<Int>) {
    inputCount = samples.inputCount
    targetCount = samples.targetCount
    count = range.count
    inputs = samples.inputs[range.lowerBound * inputCount..<range.upperBound * inputCount]
    targets = samples.targets[range.lowerBound * targetCount..<range.upperBound * targetCount]
    classification = Classification(targets: samples.targets, outputs: samples.targetCount)
  }

  private init(_ whole: TrainingData, _ range: Range<Int>) {
    (inputCount, targetCount, classification) = (whole.inputCount, whole.targetCount, whole.classification)
    count = range.count
    let (inputs, targets) = (whole.inputs, whole.targets)
    self.inputs =
      inputs[inputs.startIndex + range.lowerBound * inputCount..<inputs.startIndex + range.upperBound * inputCount]
    self.targets =
      targets[targets.startIndex + range.lowerBound * targetCount..<targets.startIndex + range.upperBound * targetCount]
  }

  /// Some of the samples, whose outputs are interpreted as those of all are.
  package func part(_ range: Range<Int>) -> TrainingData { TrainingData(self, range) }

  package func input(_ sample: Int) -> ArraySlice<Double> {
    let first = inputs.startIndex + sample * inputCount
    return inputs[first..<first + inputCount]
  }

  package func target(_ sample: Int) -> ArraySlice<Double> {
    let first = targets.startIndex + sample * targetCount
    return targets[first..<first + targetCount]
  }
}
