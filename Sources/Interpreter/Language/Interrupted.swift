/// Ctrl-C stopped a command; the session keeps its progress.
package struct Interrupted: Error {
  /// Whether the command has reported how far it got.
  package let isReported: Bool

  package init(isReported: Bool = false) { self.isReported = isReported }
}
