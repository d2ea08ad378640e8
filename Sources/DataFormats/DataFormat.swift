import NeuralNetwork

/// A kind of file that holds data.
///
/// A format is one file that conforms to this and one line in `FormatTable`; none knows another. Arrays (`ArrayFormat`)
/// and tables of text (`TableFormat`) share what they have in common. What a format throws is a `ContentError`, or a
/// `ColumnError` where the columns asked for do not fit.
package protocol DataFormat: Sendable {
  /// What messages and help call it: `CSV`.
  static var name: String { get }
  /// How names of its files end, in lower case, without the dot: `csv`.
  static var extensions: [String] { get }
  /// Whether a file of this content and this extension (in lower case, "" if it has none) is of the format.
  static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool
  /// The samples of a file that holds both inputs and targets.
  ///
  /// - Parameter progress: called now and then with how many of the first bytes are read; at false, the rest is not.
  static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet
  /// The numbers of a file that holds inputs only, or targets only.
  static func readArray(_ bytes: UnsafeRawBufferPointer) throws -> NumberArray
  /// Writes a file piece by piece; what `write` throws ends the writing.
  static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws
}

extension DataFormat {
  /// A format that can only be read.
  package static func write(_ samples: SampleSet, _ write: (UnsafeRawBufferPointer) throws -> Void) throws {
    throw FormatError.readOnly(name)
  }
}
