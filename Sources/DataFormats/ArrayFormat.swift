import NeuralNetwork

/// A format whose files contain one array of numbers: it only needs to implement `readArray`.
protocol ArrayFormat: DataFormat {}

extension ArrayFormat {
  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    return try SampleSet(name: name, matrix: readArray(bytes), options)
  }
}
