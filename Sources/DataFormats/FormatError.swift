/// Why a format is not the one to use.
package enum FormatError: Error, Equatable {
  /// Files of the format, named here, can be read and not written.
  case readOnly(String)
  /// One of two files is of a format, named here, whose files are no arrays.
  case notAnArray(String)
  /// `header` or `no-header` for a format, named here, that has none.
  case noHeader(String)
}

extension FormatError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .readOnly(let name): ContentProblem("\(name) files can be loaded, not saved", help: "data save FILE.csv")
    case .notAnArray(let name):
      ContentProblem(
        "\(file) is not an array", label: "two files are two arrays such as IDX or NPY; this one is \(name)")
    case .noHeader(let name): ContentProblem("\(file) has no header: it is \(name)")
    }
  }
}
