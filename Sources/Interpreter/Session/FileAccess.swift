/// Reading and writing files, which commands do through the session's owner.
package protocol FileAccess: Sendable {
  /// Throws `FileError`.
  func read(_ path: String) throws(FileError) -> [UInt8]
  /// Writes beside the file and renames, so that the old content survives a failure.
  func write(_ bytes: [UInt8], to path: String) throws(FileError)
  /// Maps the file into memory while `body` runs, which may say now and then how many of the first bytes it has read.
  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result
}

package struct FileError: Error {
  package let path: String
  /// The system's words: `No such file or directory`.
  package let reason: String

  package init(path: String, reason: String) {
    self.path = path
    self.reason = reason
  }
}
