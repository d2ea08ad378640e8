import Expressions
import NeuralNetwork

/// A format whose files contain one array of numbers: it only needs to implement `layout`.
protocol ArrayFormat: DataFormat {
  /// What the beginning of a file says about the elements, which follow it.
  static func layout(_ bytes: UnsafeRawBufferPointer) throws -> ArrayLayout
}

extension ArrayFormat {
  package static var isStreamed: Bool { true }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    return try SampleSet(name: name, matrix: readArray(bytes), options)
  }

  package static func stream(
    _ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    guard options.hasHeader == nil else { throw FormatError.noHeader(name) }
    return SampleSet(name: name, stream: try ArrayStream(storedArray(file), options, progress: progress))
  }

  /// Throws `ArrayError` and what `layout` throws.
  package static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray {
    let layout = try layout(bytes)
    try Limits.require(numbers: bytes.count / layout.type.size * (layout.isFortranOrder ? 2 : 1))
    let array = try NumberArray(bytes, layout)
    return layout.isFortranOrder ? array.fromFortranOrder : array
  }

  package static func storedArray(_ file: any FileBytes) throws -> StoredArray {
    let beginning = try file.bytes(0..<min(file.size, 1 << 16))
    return try StoredArray(file, beginning.withUnsafeBytes { try layout($0) })
  }
}
