/// Why an array could not be read or used as samples.
package enum ArrayError: Error, Equatable {
  /// More elements than an `Int` can count.
  case tooLarge
  /// The file has too few or too many bytes for its dimensions.
  case size(expected: Int, found: Int)
  /// A NaN or an infinity; `element` counts from 1.
  case notFinite(element: Int)
  /// Not the two dimensions, rows and columns, that samples in one file need.
  case dimensions(Int)
  /// One column is not enough for inputs and targets.
  case singleColumn
  case noSamples
  /// Two arrays with different numbers of samples, or with none.
  case sampleCounts(inputs: Int, targets: Int)
  /// An array whose rows are not stored one after the other cannot be read row by row.
  case columnOrder

  /// Returns the number of samples; throws if inputs and targets of these dimensions have different numbers, or none.
  static func requireSamples(inputs: [Int], targets: [Int]) throws(ArrayError) -> Int {
    let (samples, targetSamples) = (inputs.first ?? 0, targets.first ?? 0)
    guard samples == targetSamples, samples > 0 else { throw .sampleCounts(inputs: samples, targets: targetSamples) }
    return samples
  }
}

extension ArrayError: ContentError {
  package func problem(in file: String, _ options: ReadingOptions) -> ContentProblem {
    switch self {
    case .tooLarge: ContentProblem("the dimensions in the header of \(file) are too large")
    case .size(let expected, let found):
      ContentProblem("\(file) has \(found) bytes, expected \(expected) from its header")
    case .notFinite(let element): ContentProblem("element \(element) of \(file) is not a finite number")
    case .dimensions(let count):
      ContentProblem(
        "\(file) is an array of \(count) dimension\(count == 1 ? "" : "s"), expected 2",
        label: "samples in one file must be the rows of a matrix, inputs before targets",
        help: "data load INPUTS TARGETS")
    case .singleColumn:
      ContentProblem(
        "\(file) has one column", label: "inputs and targets need at least two", help: "data load INPUTS TARGETS")
    case .noSamples: ContentProblem("\(file) has no samples")
    case .sampleCounts(let inputs, let targets):
      ContentProblem("inputs and targets have different numbers of samples: \(inputs) and \(targets)")
    case .columnOrder:
      ContentProblem(
        "\(file) has its columns one after the other", label: "a stream is read row by row",
        help: "numpy.save(FILE, numpy.ascontiguousarray(array))")
    }
  }
}
