import NeuralNetwork

/// A format for text tables in UTF-8 with one sample per line.
protocol TableFormat: DataFormat {
  /// The separator in written files.
  static var separator: Unicode.Scalar { get }
}

extension TableFormat {
  package static var isStreamed: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    try SampleSet(table: bytes, name: name, options: options, progress: progress)
  }

  package static func stream(
    _ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    let stream = try TableStream(file, options, progress: progress)
    return SampleSet(
      name: name, stream: stream, inputNames: stream.layout.inputNames, targetNames: stream.layout.targetNames,
      classes: stream.layout.classes)
  }

  /// Throws `TableError` if the file is not text, else `FormatError.notAnArray`.
  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    _ = try TableText(bytes.assumingMemoryBound(to: UInt8.self), separator: UInt8(ascii: ","))
    throw FormatError.notAnArray(name)
  }

  package static func write(_ table: NumberTable, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try table.write(separator: separator, write)
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try samples.writeTable(separator: separator, write)
  }
}
