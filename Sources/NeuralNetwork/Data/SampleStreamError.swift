/// Why samples could not be read again.
package struct SampleStreamError: Error, Equatable {
  package let message: String
  /// The file, if the samples are in several.
  package let file: String?

  package init(_ message: String, file: String? = nil) { (self.message, self.file) = (message, file) }

  /// The user has interrupted the reading, or there is no memory for it.
  package static let interrupted = SampleStreamError("interrupted")
}
