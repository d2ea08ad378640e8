import Safety

/// Files as they will be once one of them is written.
struct FilesWith: FilesOver {
  let base: any FileAccess
  let path: String
  let bytes: [UInt8]

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    guard path == self.path else { return try base.withMapping(of: path, body) }
    return try bytes.withUnsafeBytes { try body($0) { _ in } }
  }
}
