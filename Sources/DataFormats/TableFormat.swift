import NeuralNetwork

/// A format whose files are tables of text in UTF-8, one sample a line.
protocol TableFormat: DataFormat {
  /// What separates cells in files that are written.
  static var separator: Unicode.Scalar { get }
}

extension TableFormat {
  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    try SampleSet(table: bytes, name: name, options: options, progress: progress)
  }

  /// Throws `TableError` where the file is not even text, else `FormatError.notAnArray`.
  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    _ = try TableText(bytes.assumingMemoryBound(to: UInt8.self), separator: UInt8(ascii: ","))
    throw FormatError.notAnArray(name)
  }

  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    try samples.writeTable(separator: separator, write)
  }
}
