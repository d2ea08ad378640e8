import NeuralNetwork

/// A format whose files contain several arrays by name: it only needs to implement `readArrays` and `storedArrays`.
protocol ArchiveFormat: DataFormat {
  /// All the arrays of a file, to be read row by row, in the order of the file.
  static func storedArrays(_ file: any FileBytes) throws -> [(name: String, array: StoredArray)]
}

extension ArchiveFormat {
  package static var hasNamedArrays: Bool { true }
  package static var isStreamed: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    return try SampleSet(name: name, archive: readArrays(bytes), options)
  }

  package static func stream(
    _ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    let arrays = try storedArrays(file)
    switch try ArchiveSamples(names: arrays.map(\.name), options) {
    case .pair(let inputs, let targets):
      return try SampleSet(
        name: name, inputs: arrays[inputs].array, targets: arrays[targets].array, progress: progress)
    case .matrix: return SampleSet(name: name, stream: try ArrayStream(arrays[0].array, options, progress: progress))
    }
  }

  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    let arrays = try readArrays(bytes)
    guard arrays.names.count == 1, let array = arrays[arrays.names[0]] else { throw FormatError.notAnArray(name) }
    return array
  }

  package static func storedArray(_ file: any FileBytes) throws -> StoredArray {
    let arrays = try storedArrays(file)
    guard arrays.count == 1 else { throw FormatError.notAnArray(name) }
    return arrays[0].array
  }
}
