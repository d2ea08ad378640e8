import DataFormats
import Safety
import Synchronization

/// The files of a dry run: none is written, and pipes and devices are not opened, as reading them may never end.
struct DryFiles: FilesOver {
  let base: any FileAccess
  private let mark = Mark()

  private final class Mark: Sendable { let isSet = Atomic(false) }

  init(_ files: any FileAccess) { base = UnwrittenFiles(base: files) }

  /// Whether something has not been read, so that nothing is known of what follows.
  var hasRefused: Bool { mark.isSet.load(ordering: .relaxed) }

  private func require(_ path: String) throws(FileError) {
    guard isPipeOrDevice(path) else { return }
    mark.isSet.store(true, ordering: .relaxed)
    throw FileError(path: path, reason: "it is not a regular file")
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    try require(path)
    return try base.read(path)
  }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    try require(path)
    return try base.readScript(path, isChosenByUser: isChosenByUser)
  }

  func open(_ path: String) throws(FileError) -> any FileBytes {
    try require(path)
    return try base.open(path)
  }

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try require(path)
    return try base.withMapping(of: path, body)
  }
}
