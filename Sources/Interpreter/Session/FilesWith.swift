import Safety

/// Files as they will be once one of them is written.
struct FilesWith: FileAccess {
  let base: any FileAccess
  let path: String
  let bytes: [UInt8]

  func read(_ path: String) throws(FileError) -> [UInt8] { try base.read(path) }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    try base.readScript(path, isChosenByUser: isChosenByUser)
  }

  func readStandardInput() throws(FileError) -> [UInt8] { try base.readStandardInput() }

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    try base.write(to: path, extensions: extensions, body)
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {
    try base.append(lines, to: path, extensions: extensions)
  }

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    guard path == self.path else { return try base.withMapping(of: path, body) }
    return try bytes.withUnsafeBytes { try body($0) { _ in } }
  }
}
