/// The samples of a training or a test, row by row.
package struct TrainingData: Sendable {
  /// The file that the samples are read from, and the first of them there; nil if they are in memory.
  private let source: (stream: any SampleStream, first: Int)?
  /// Samples × inputs; empty for streamed data.
  package let inputs: ArraySlice<Double>
  /// Samples × outputs.
  package let targets: ArraySlice<Double>
  package let inputCount: Int
  package let targetCount: Int
  package let count: Int
  package let classification: Classification
  /// Whether they are a block of streamed data.
  let isBlock: Bool

  /// The samples in `range`; how outputs are interpreted as classes is determined from all samples.
  package init(_ samples: SampleSet, _ range: Range<Int>) {
    inputCount = samples.inputCount
    targetCount = samples.targetCount
    count = range.count
    isBlock = false
    if let stream = samples.stream {
      source = (stream, range.lowerBound)
      (inputs, targets) = ([], [])
      classification = Classification(stream.targets, outputs: stream.targetCount)
      return
    }
    source = nil
    inputs = samples.inputs[range.lowerBound * inputCount..<range.upperBound * inputCount]
    targets = samples.targets[range.lowerBound * targetCount..<range.upperBound * targetCount]
    classification = Classification(targets: samples.targets, outputs: samples.targetCount)
  }

  private init(_ whole: TrainingData, _ range: Range<Int>) {
    (inputCount, targetCount, classification) = (whole.inputCount, whole.targetCount, whole.classification)
    count = range.count
    (source, isBlock) = (nil, whole.isBlock)
    let (inputs, targets) = (whole.inputs, whole.targets)
    self.inputs =
      inputs[inputs.startIndex + range.lowerBound * inputCount..<inputs.startIndex + range.upperBound * inputCount]
    self.targets =
      targets[targets.startIndex + range.lowerBound * targetCount..<targets.startIndex + range.upperBound * targetCount]
  }

  /// Some of the samples, whose outputs are interpreted as those of all are.
  package func part(_ range: Range<Int>) -> TrainingData { TrainingData(self, range) }

  private init(_ block: SampleBlock, of whole: TrainingData) {
    (inputCount, targetCount, classification) = (whole.inputCount, whole.targetCount, whole.classification)
    (source, isBlock) = (nil, true)
    count = block.range.count
    (inputs, targets) = (block.inputs[...], block.targets[...])
  }

  /// Whether the samples have to be read, see `block`.
  package var isStreamed: Bool { source != nil }

  /// About as many numbers are read at once: few enough to stay in the processor's cache.
  package static let blockLimit = 1 << 17

  /// The number of samples that are read at once: whole batches.
  ///
  /// - Parameter batch: nil for all samples in one batch.
  package func blockSize(batch: Int?) -> Int {
    let batch = min(batch ?? count, max(count, 1))
    return max(1, TrainingData.blockLimit / max(1, (inputCount + targetCount) * batch)) * batch
  }

  /// Streamed samples from `position` on, in memory: as many as `kept` still has, or else a block that is read and kept.
  package func block(
    from position: Int, batch: Int? = 1, _ kept: inout SampleBlock?
  ) throws(SampleStreamError) -> TrainingData {
    guard let source else { return part(position..<count) }
    let (first, end) = (source.first + position, source.first + count)
    if let kept, kept.range.contains(first) {
      let left = min(kept.range.upperBound, end) - first
      let whole = first + left == end ? left : left / min(batch ?? count, count) * min(batch ?? count, count)
      if whole > 0 {
        let start = first - kept.range.lowerBound
        return TrainingData(kept, of: self).part(start..<start + whole)
      }
    }
    kept = nil
    let read = try source.stream.read(first..<min(first + blockSize(batch: batch), end))
    kept = read
    return TrainingData(read, of: self)
  }

  package func input(_ sample: Int) -> ArraySlice<Double> {
    let first = inputs.startIndex + sample * inputCount
    return inputs[first..<first + inputCount]
  }

  package func target(_ sample: Int) -> ArraySlice<Double> {
    let first = targets.startIndex + sample * targetCount
    return targets[first..<first + targetCount]
  }
}
