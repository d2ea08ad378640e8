/// Ctrl-C stopped a command; the session keeps what had been reached.
package struct Interrupted: Error {
  /// Whether the command has said how far it came.
  package let isReported: Bool

  package init(isReported: Bool = false) { self.isReported = isReported }
}
