/// Why an array could not be read, or makes no samples.
package enum ArrayError: Error, Equatable {
  /// More elements than can be counted.
  case tooLarge
  /// The file has too few or too many bytes for its dimensions.
  case size(expected: Int, found: Int)
  /// A NaN or an infinity, elements counted from 1.
  case notFinite(element: Int)
  /// Samples in one file take two dimensions, rows and columns.
  case dimensions(Int)
  /// One column is not enough for inputs and targets.
  case singleColumn
  case noSamples
  /// Two arrays that are not of the same, positive number of samples.
  case sampleCounts(inputs: Int, targets: Int)
}

extension ArrayError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .tooLarge: ContentProblem("the dimensions in the header of \(file) are too large")
    case .size(let expected, let found):
      ContentProblem("\(file) has \(found) bytes, its header promises \(expected)")
    case .notFinite(let element): ContentProblem("element \(element) of \(file) is not a finite number")
    case .dimensions(let count):
      ContentProblem(
        "\(file) is an array of \(count) dimension\(count == 1 ? "" : "s")",
        label: "samples in one file are rows of a matrix, inputs before targets", help: "data load INPUTS TARGETS")
    case .singleColumn:
      ContentProblem(
        "\(file) has one column", label: "inputs and targets take two or more", help: "data load INPUTS TARGETS")
    case .noSamples: ContentProblem("\(file) holds no samples")
    case .sampleCounts(let inputs, let targets):
      ContentProblem("inputs and targets differ in their number of samples: \(inputs) and \(targets)")
    }
  }
}
