import NeuralNetwork

/// A format whose files contain several arrays by name: it only needs to implement `readArrays`.
protocol ArchiveFormat: DataFormat {}

extension ArchiveFormat {
  package static var hasNamedArrays: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    return try SampleSet(name: name, archive: readArrays(bytes), options)
  }

  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    let arrays = try readArrays(bytes)
    guard arrays.names.count == 1, let array = arrays[arrays.names[0]] else { throw FormatError.notAnArray(name) }
    return array
  }
}
