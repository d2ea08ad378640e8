/// Why a format cannot be used.
package enum FormatError: Error, Equatable {
  /// Files in the named format can be read but not written.
  case readOnly(String)
  /// One of two files is in the named format, whose files are not arrays.
  case notAnArray(String)
  /// Files in the named format hold one array.
  case oneArray(String)
  /// Files in the named format hold no parameters.
  case noParameters(String)
  /// More than files in the named format can hold.
  case tooLarge(String, String)
  /// `header` or `no-header` for a file in the named format, which has no header line.
  case noHeader(String)
  /// Files in the named format are not read row by row.
  case noStream(String)
}

extension FormatError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .readOnly(let name): ContentProblem("\(name) files can be loaded but not saved", help: "data save FILE.csv")
    case .notAnArray(let name):
      ContentProblem(
        "\(file) is not an array",
        label: "it is \(name); separate input and target files must be arrays such as IDX or NPY")
    case .oneArray(let name): ContentProblem("\(name) files hold one array: \(file)", help: "use a name ending in .npz")
    case .noParameters(let name):
      ContentProblem("\(name) files hold no parameters: \(file)", label: "use .npz, .safetensors or .onnx")
    case .tooLarge(let name, let limit): ContentProblem("\(file) would be larger than \(limit), the limit of \(name)")
    case .noHeader(let name): ContentProblem("\(name) files have no header line: \(file)")
    case .noStream(let name):
      ContentProblem(
        "\(name) files cannot be streamed: \(file)",
        label: "only \(FormatTable.streamed(joinedBy: "and")) are read row by row")
    }
  }
}
