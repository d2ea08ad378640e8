package struct FileError: Error {
  package let path: String
  /// The system's words: `No such file or directory`.
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
