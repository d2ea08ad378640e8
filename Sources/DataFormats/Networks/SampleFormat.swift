import Expressions
import NeuralNetwork

/// A text format for data whose files begin with the numbers of samples, inputs and targets.
protocol SampleFormat: DataFormat {
  static func readSamples(_ scanner: inout TextScanner, progress: (Int) -> Bool) throws -> SampleSet
}

extension SampleFormat {
  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    var scanner = TextScanner(bytes)
    let samples = try readSamples(&scanner, progress: progress)
    guard options.inputs != nil || options.targets != nil else { return samples }
    return try SampleSet(name: name, matrix: samples.matrix, options)
  }

  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    throw FormatError.notAnArray(name)
  }

  /// Writes a line of inputs and a line of targets for each sample, each after its title.
  static func write(
    _ samples: SampleSet, header: String, inputTitle: (Int) -> String, targetTitle: (Int) -> String,
    _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    func line(_ numbers: ArraySlice<Double>) -> String { numbers.map(TableCell.written).joined(separator: " ") + "\n" }
    var text = header
    for sample in 0..<samples.count {
      text += inputTitle(sample + 1) + line(samples.givenInputs(ofSample: sample))
      text += targetTitle(sample + 1) + line(samples.targets(ofSample: sample))
      guard text.utf8.count > 1 << 16 else { continue }
      try Array(text.utf8).withUnsafeBytes { try write($0) }
      text = ""
    }
    if !text.isEmpty { try Array(text.utf8).withUnsafeBytes { try write($0) } }
  }
}

/// The numbers of samples while they are read.
struct SampleReading {
  let inputCount: Int
  let targetCount: Int
  var inputs: [Double] = []
  var targets: [Double] = []
  var count = 0

  /// Throws if there is no room for so many, or none of a kind.
  init(_ count: Int, _ inputs: Int, _ targets: Int) throws {
    guard count > 0 else { throw ArrayError.noSamples }
    guard inputs > 0, targets > 0 else { throw NetworkFileError.unsupported("samples without inputs or targets") }
    (inputCount, targetCount) = (inputs, targets)
  }

  mutating func read(
    _ count: Int, into numbers: WritableKeyPath<SampleReading, [Double]>, _ scanner: inout TextScanner
  ) throws {
    for _ in 0..<count { self[keyPath: numbers].append(try scanner.number()) }
    if self.count.isMultiple(of: 4096) { try Limits.check() }
  }

  func set(_ name: String) throws -> SampleSet {
    try SampleSet(name: name, inputs: inputs, inputCount: inputCount, targets: targets, targetCount: targetCount)
  }
}
