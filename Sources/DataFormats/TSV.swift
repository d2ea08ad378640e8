import NeuralNetwork

/// Tables of text whose cells are separated by tabs, so that commas, semicolons and blanks belong to the cells.
package enum TSV: TableFormat {
  package static let name = "TSV"
  package static let extensions = ["tsv", "tab"]
  static let separator: Unicode.Scalar = "\t"

  /// Told from other tables by the file's name and a tab in its first line.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    extensions.contains(`extension`) && bytes.prefix { $0 != 0x0a && $0 != 0x0d }.contains(0x09)
  }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    var options = options
    options.separator = separator
    return try SampleSet(table: bytes, name: name, options: options, progress: progress)
  }
}
