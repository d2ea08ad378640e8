import NeuralNetwork

/// A file format for data.
///
/// A format is one source file with a type that conforms to this protocol, and one line in `FormatTable`. `ArrayFormat`,
/// `ArchiveFormat`, `TableFormat`, `NetworkFormat` and `SampleFormat` have what arrays, archives, text tables, networks
/// and files of samples share. Formats throw a `ContentError`, or a `ColumnError` if the chosen columns cannot be used.
package protocol DataFormat: Sendable {
  /// The name in messages and help: `CSV`.
  static var name: String { get }
  /// The file name extensions, in lower case, without the dot: `csv`.
  static var extensions: [String] { get }
  /// Whether a file with this content and this extension (in lower case, "" if it has none) is in this format.
  static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool
  /// The samples of a file that contains both inputs and targets.
  ///
  /// - Parameter progress: called regularly with the number of bytes read so far; reading stops if it returns false.
  static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet
  /// Whether files are read row by row: `stream` and, if they are arrays, `storedArray`.
  static var isStreamed: Bool { get }
  /// The samples of a file, read row by row whenever they are needed.
  ///
  /// - Parameter progress: as for `readSamples`, while the file is read for the first time.
  static func stream(_ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool) throws -> SampleSet
  /// The numbers of a file that contains only inputs or only targets.
  static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray
  /// The same numbers, to be read row by row whenever they are needed.
  static func storedArray(_ file: any FileBytes) throws -> StoredArray
  /// All the arrays of a file.
  static func readArrays(_ bytes: UnsafeRawBufferPointer) throws -> NamedArrays
  /// Writes arrays piece by piece; rethrows what `write` throws.
  static func write(_ arrays: NamedArrays, _ write: (UnsafeRawBufferPointer) throws -> Void) throws
  /// Writes a table of numbers; rethrows what `write` throws.
  static func write(_ table: NumberTable, _ write: (UnsafeRawBufferPointer) throws -> Void) throws
  /// Whether files hold several arrays by name.
  static var hasNamedArrays: Bool { get }
  /// Whether files hold a network with its activations.
  static var hasNetworks: Bool { get }
  /// The network of a file.
  static func readNetwork(_ bytes: UnsafeRawBufferPointer) throws -> Network
  /// Writes a network piece by piece, with numbers of this precision where there is a choice; rethrows what `write`
  /// throws.
  static func write(
    _ network: Network, _ precision: Precision, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws
  /// Writes a file piece by piece; rethrows what `write` throws.
  static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension DataFormat {
  /// The default: the table as an array of that name.
  package static func write(_ table: NumberTable, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    var arrays = NamedArrays()
    arrays[table.name] = table.array
    try self.write(arrays, write)
  }

  package static var hasNamedArrays: Bool { false }
  package static var hasNetworks: Bool { false }

  /// The default, for formats without networks.
  package static func readNetwork(_ bytes: UnsafeRawBufferPointer) throws -> Network {
    throw FormatError.noParameters(name)
  }

  package static func write(
    _ network: Network, _ precision: Precision, _ write: (UnsafeRawBufferPointer) throws -> Void
  ) throws {
    throw FormatError.noParameters(name)
  }

  /// The default, for formats without arrays.
  package static func storedArray(_ file: any FileBytes) throws -> StoredArray {
    throw FormatError.notAnArray(name)
  }

  package static var isStreamed: Bool { false }

  /// The default, for formats that are read as a whole.
  package static func stream(
    _ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    throw FormatError.noStream(name)
  }

  /// The default, for formats without named arrays.
  package static func readArrays(_ bytes: UnsafeRawBufferPointer) throws -> NamedArrays {
    throw FormatError.noParameters(name)
  }

  package static func write(_ arrays: NamedArrays, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    throw FormatError.noParameters(name)
  }

  /// The default, for formats that can only be read.
  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    throw FormatError.readOnly(name)
  }
}
