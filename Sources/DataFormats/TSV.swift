import NeuralNetwork

/// Text tables with tabs as separators, so that commas, semicolons and blanks are part of the cells.
package enum TSV: TableFormat {
  package static let name = "TSV"
  package static let extensions = ["tsv", "tab"]
  static let separator: Unicode.Scalar = "\t"

  /// Recognized by the file's extension and a tab in its first line.
  package static func recognizes(_ bytes: UnsafeRawBufferPointer, extension: String) -> Bool {
    extensions.contains(`extension`) && bytes.prefix { $0 != 0x0a && $0 != 0x0d }.contains(0x09)
  }

  package static func readSamples(
    _ bytes: UnsafeRawBufferPointer, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    try SampleSet(table: bytes, name: name, options: withTabs(options), progress: progress)
  }

  package static func stream(
    _ file: any FileBytes, _ options: ReadingOptions, progress: (Int) -> Bool
  ) throws -> SampleSet {
    try CSV.stream(file, withTabs(options), progress: progress)
  }

  private static func withTabs(_ options: ReadingOptions) -> ReadingOptions {
    var options = options
    options.separator = separator
    return options
  }
}
