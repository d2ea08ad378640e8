/// Why a file of several arrays could not be read.
package enum ArchiveError: Error, Equatable {
  /// The file ends too early, or a part of it does not fit the others.
  case damaged(format: String, what: String)
  /// An array's own error.
  case array(name: String, ContentProblem)
  /// Two arrays of the same name.
  case repeated(String)
  /// No two arrays that could be inputs and targets.
  case noSamples(found: [String])
  /// Columns are chosen although inputs and targets are arrays of their own.
  case noColumns
  /// An array that is compressed cannot be read row by row.
  case compressed
  /// Something that the format has and nnsh does not read.
  case unsupported(String)
}

extension ArchiveError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .damaged(let format, let what): ContentProblem("\(file) is damaged, or not \(format): \(what)")
    case .array(_, let problem): problem
    case .repeated(let name): ContentProblem("\(file) has two arrays named \(quotedName(name))")
    case .noSamples(let found):
      ContentProblem(
        "\(file) has no arrays named inputs and targets",
        label: found.isEmpty ? "it has no arrays" : "it has \(found.prefix(6).map(quotedName).joined(separator: ", "))")
    case .noColumns:
      ContentProblem(
        "\(file) has no columns to choose", label: "its inputs and targets are arrays of their own",
        help: "data load \(quotedName(file))")
    case .compressed:
      ContentProblem(
        "\(file) is compressed", label: "a stream is read row by row",
        help: "write it with numpy.savez, or load it without stream")
    case .unsupported(let what): ContentProblem("\(file) has \(what), which nnsh does not read")
    }
  }
}
