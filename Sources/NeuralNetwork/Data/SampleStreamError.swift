/// Why samples could not be read again.
package struct SampleStreamError: Error, Equatable {
  package let message: String

  package init(_ message: String) { self.message = message }

  /// The user has interrupted the reading, or there is no memory for it.
  package static let interrupted = SampleStreamError("interrupted")
}
