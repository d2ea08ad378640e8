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
      try text.flush(above: String.longPiece, write)
    }
    try text.flush(write)
  }
}
