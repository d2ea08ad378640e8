import Expressions

/// A system call on a file that failed.
package struct FileError: Error {
  package let path: String
  /// The system's message: `No such file or directory`.
  package let reason: String
  /// Whether Ctrl-C ended the system call.
  package let isInterruption: Bool

  package init(path: String, reason: String, isInterruption: Bool = false) {
    self.path = path
    self.reason = reason
    self.isInterruption = isInterruption
  }

  /// As the fault of a command; `operation` is `read` or `write`.
  func fault(_ operation: String, at range: SourceRange) -> Fault {
    Fault("cannot \(operation) \(path): \(reason)", at: range, kind: isInterruption ? .interrupted : .file)
  }
}
