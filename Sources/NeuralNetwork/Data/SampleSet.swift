import Expressions

/// The data a network learns from: samples of inputs and targets, in training order.
///
/// The first `trainingCount` samples are the training part, the rest is the test part. A value: a copy shares its
/// numbers with the original until one of them changes. The numbers of streamed data stay in their file.
package struct SampleSet: Sendable, Equatable {
  /// The name shown to the user: "xor", or that of a file.
  package var name: String
  package let inputCount: Int
  package internal(set) var targetCount: Int
  /// Samples × targets, row by row.
  package internal(set) var targets: [Double]
  package internal(set) var inputNames: [String]?
  package internal(set) var targetNames: [String]?
  /// The class of each target column, if the targets are one-hot.
  package internal(set) var classes: [String]?
  package internal(set) var trainingCount: Int
  package internal(set) var normalization: Normalization?
  /// The inputs as given, row by row: before shuffling and normalization.
  var given: [Double]
  /// The row of each sample in `given`; nil for the same order.
  var order: [Int]?
  /// `given` after reordering and normalization; nil if there is neither, and after `discardDerived`.
  var derived: [Double]?
  private var streamed: Streamed?

  /// The file of streamed data, and the samples last brought in.
  private struct Streamed: Sendable, Equatable {
    let stream: any SampleStream
    var window = SampleBlock(0..<0, inputs: [], targets: [])

    static func == (one: Streamed, other: Streamed) -> Bool { one.stream === other.stream }
  }

  /// Data without samples.
  package init(name: String, inputCount: Int, targetCount: Int) {
    self.name = name
    self.inputCount = max(inputCount, 0)
    self.targetCount = max(targetCount, 0)
    given = []
    targets = []
    trainingCount = 0
  }

  /// Data from arrays: `inputs` is samples × `inputCount`, `targets` samples × `targetCount`, row by row.
  ///
  /// Throws `SampleSetError.shape` if the counts of numbers or names do not match.
  package init(
    name: String, inputs: [Double], inputCount: Int, targets: [Double], targetCount: Int,
    inputNames: [String]? = nil, targetNames: [String]? = nil, classes: [String]? = nil
  ) throws(SampleSetError) {
    let samples = inputCount > 0 ? inputs.count / inputCount : 0
    guard inputCount > 0, targetCount > 0, inputs.count == samples * inputCount,
      targets.count == samples * targetCount,
      inputNames?.count ?? inputCount == inputCount, targetNames?.count ?? targetCount == targetCount,
      classes?.count ?? targetCount == targetCount
    else { throw .shape }
    self.name = name
    self.inputCount = inputCount
    self.targetCount = targetCount
    given = inputs
    self.targets = targets
    self.inputNames = inputNames
    self.targetNames = targetNames
    self.classes = classes
    trainingCount = samples
  }

  /// Data with one target column; the counts of numbers must match.
  init(name: String, evenInputs: [Double], inputCount: Int, evenTargets: [Double]) {
    self.init(name: name, inputCount: inputCount, targetCount: 1)
    given = evenInputs
    targets = evenTargets
    trainingCount = evenTargets.count
  }

  /// Data that is read whenever it is needed.
  package init(
    name: String, stream: any SampleStream, inputNames: [String]? = nil, targetNames: [String]? = nil,
    classes: [String]? = nil
  ) {
    self.init(name: name, inputCount: stream.inputCount, targetCount: stream.targetCount)
    (self.inputNames, self.targetNames, self.classes) = (inputNames, targetNames, classes)
    streamed = Streamed(stream: stream)
    trainingCount = stream.count
  }

  /// The number of samples in both parts.
  package var count: Int { streamed?.stream.count ?? (inputCount > 0 ? given.count / inputCount : 0) }
  /// The command that loads streamed data, for saved sessions.
  package var loadingCommand: String?
  /// The file of streamed data; nil if all samples are in memory.
  package var stream: (any SampleStream)? { streamed?.stream }
  package var isEmpty: Bool { count == 0 }
  package var testCount: Int { count - trainingCount }
  /// The samples to train on, counted from 0.
  package var trainingRange: Range<Int> { 0..<trainingCount }
  /// The samples to test on: the test part, or all of them if there is none.
  package var testRange: Range<Int> { testCount > 0 ? trainingCount..<count : 0..<count }

  /// Samples × inputs, row by row, as the network sees them: normalized, if a normalization is set.
  package var inputs: [Double] { derived ?? derivedInputs() ?? given }

  /// The inputs of one sample, counted from 0, as the network sees them.
  package func inputs(ofSample sample: Int) -> ArraySlice<Double> {
    if streamed != nil { return streamedRow(sample).inputs[...] }
    return inputs[sample * inputCount..<(sample + 1) * inputCount]
  }

  /// The targets of one sample, counted from 0.
  package func targets(ofSample sample: Int) -> ArraySlice<Double> {
    if streamed != nil { return streamedRow(sample).targets[...] }
    return targets[sample * targetCount..<(sample + 1) * targetCount]
  }

  /// The inputs of one sample, counted from 0, before normalization.
  package func givenInputs(ofSample sample: Int) -> ArraySlice<Double> {
    if streamed != nil { return streamedRow(sample).inputs[...] }
    let row = order.map { $0[sample] } ?? sample
    return given[row * inputCount..<(row + 1) * inputCount]
  }

  /// One sample of streamed data; of NaN if it cannot be read, which `bringIn` tells before.
  private func streamedRow(_ sample: Int) -> SampleBlock {
    let range = sample..<sample + 1
    if let window = streamed?.window, window.range.contains(sample) { return window.part(range) }
    if let read = try? streamed?.stream.read(range) { return read }
    return SampleBlock(
      range, inputs: [Double](repeating: .nan, count: inputCount),
      targets: [Double](repeating: .nan, count: targetCount))
  }

  /// Reads these samples of streamed data, unless they are in memory.
  package mutating func bringIn(_ samples: Range<Int>) throws(SampleStreamError) {
    guard let streamed, samples.clamped(to: streamed.window.range) != samples else { return }
    self.streamed?.window = try streamed.stream.read(samples)
  }

  /// The targets that decide whether a loss can take those of all samples, and the numbers of their samples; nil for
  /// all of them.
  package var decisiveTargets: (targets: [Double], samples: [Int]?) {
    guard let rows = streamed?.stream.targets.decisiveRows else { return (targets, nil) }
    return rows
  }

  /// The different targets, at least the first three of them.
  package var targetValues: Set<Double> { streamed?.stream.targets.values ?? Set(targets.map { $0 + 0 }) }
}

extension SampleSet {
  /// The address and length of each of its arrays, to find out which copies share memory.
  package var storage: [(address: UnsafeRawPointer, count: Int)] {
    let numbers = [given, derived ?? [], targets].compactMap { numbers in
      numbers.withUnsafeBytes { bytes in bytes.baseAddress.map { ($0, numbers.count) } }
    }
    let rows = (order ?? []).withUnsafeBytes { bytes in bytes.baseAddress.map { ($0, order?.count ?? 0) } }
    return numbers + (rows.map { [$0] } ?? [])
  }

  /// Whether the derived inputs are discarded, so that each access computes them again.
  package var hasDiscardedDerived: Bool { derived == nil && (order != nil || normalization != nil) }

  /// Frees the memory of the derived inputs: for data that is only kept for undo.
  package mutating func discardDerived() { derived = nil }

  /// Computes discarded inputs again, bit for bit.
  package mutating func restoreDerived() { derived = derived ?? derivedInputs() }

  private func derivedInputs() -> [Double]? {
    guard order != nil || normalization != nil else { return nil }
    return [Double](large: given.count) { result in
      given.withUnsafeBufferPointer { given in
        for sample in 0..<count {
          if Limits.isReached(at: sample) { return }
          let row = order.map { $0[sample] } ?? sample
          let source = UnsafeBufferPointer(rebasing: given[row * inputCount..<(row + 1) * inputCount])
          let target = UnsafeMutableBufferPointer(rebasing: result[sample * inputCount..<(sample + 1) * inputCount])
          if let normalization {
            normalization.apply(to: source, into: target)
          } else {
            _ = target.initialize(from: source)
          }
        }
      }
    }
  }
}
