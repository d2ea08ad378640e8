import Expressions

package struct FileError: Error {
  package let path: String
  /// The system's words: `No such file or directory`.
  package let reason: String
  /// Whether Ctrl-C ended the system call.
  package let isInterruption: Bool

  package init(path: String, reason: String, isInterruption: Bool = false) {
    self.path = path
    self.reason = reason
    self.isInterruption = isInterruption
  }

  /// As the fault of a command: `what` is `cannot be read` or `cannot be written`.
  func fault(_ what: String, at range: SourceRange) -> Fault {
    Fault("\(path) \(what): \(reason)", at: range, kind: isInterruption ? .interrupted : .file)
  }
}
