/// Why a file was not read or written.
package struct FileError: Error, Equatable, Sendable {
  package let path: String
  /// The system's message, such as `No such file or directory`, or the rule that forbids it.
  package let reason: String
  /// Whether Ctrl-C ended the system call.
  package let isInterruption: Bool

  package init(path: String, reason: String, isInterruption: Bool = false) {
    self.path = path.isEmpty ? "''" : path
    self.reason = reason
    self.isInterruption = isInterruption
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { reason }
}
