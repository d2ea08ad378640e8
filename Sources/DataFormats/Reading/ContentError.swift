/// An error in a data file that describes itself.
package protocol ContentError: Error {
  /// The description for a file that the user calls `file`, read with these options.
  func problem(in file: String, _ options: ReadingOptions) -> ContentProblem
}
