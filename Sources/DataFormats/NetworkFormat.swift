import NeuralNetwork

/// A format whose files contain a network: it implements `readNetwork` and `write` of a network.
protocol NetworkFormat: DataFormat {}

extension NetworkFormat {
  package static var hasNetworks: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    throw NetworkFileError.notData(name)
  }

  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    throw NetworkFileError.notData(name)
  }
}
