/// Reading and writing files, which commands do through the session's owner.
package protocol FileAccess: Sendable {
  /// Throws `FileError`.
  func read(_ path: String) throws(FileError) -> [UInt8]
  /// Writes the pieces that `body` hands over; beside the file, and renames, so that the old content survives a failure.
  ///
  /// Throws `FileError`, and what `body` throws: the file is then what it was.
  func write(to path: String, _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void)
    throws
  /// Maps the file into memory while `body` runs, which may say now and then how many of the first bytes it has read.
  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result
}
