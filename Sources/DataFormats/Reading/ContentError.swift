/// An error in a file of data that says itself what is wrong.
package protocol ContentError: Error {
  /// What is wrong with the file that the user calls `file`, read with these options.
  func problem(in file: String, _ options: ReadingOptions) -> ContentProblem
}
