/// Why a file was not read or written.
package struct FileError: Error, Equatable, Sendable {
  package private(set) var path: String
  /// The system's message, such as `No such file or directory`, or the rule that forbids it.
  package let reason: String
  /// Whether Ctrl-C ended the system call.
  package let isInterruption: Bool
  /// What the reason means here, and what to do.
  package var label: String?
  package var help: String?

  package init(path: String, reason: String, isInterruption: Bool = false) {
    self.path = path.isEmpty ? "''" : path
    self.reason = reason
    self.isInterruption = isInterruption
  }
}

extension FileError {
  /// The same error of a file that the user knows by another name.
  package func named(_ path: String) -> FileError {
    var error = self
    error.path = path
    return error
  }
}

extension Platform.Failure {
  /// As the error of a file that cannot be written.
  ///
  /// - Parameter ofFolder: whether it is its folder that cannot be opened.
  func writingError(_ path: String, ofFolder: Bool = false) -> FileError {
    var error = error(path)
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    if isAbsence, ofFolder {
      (error.label, error.help) = ("there is no folder \(folder)", "mkdir -p \(shellQuoted(folder))")
    }
    if isNotFolder { error.label = "\(folder) is not a folder" }
    if lacksRoom { error.help = "make room on the disk, or choose another folder" }
    if isForbidden { error.help = "choose another folder" }
    return error
  }
}

extension FileError: CustomStringConvertible {
  package var description: String { reason }
}
