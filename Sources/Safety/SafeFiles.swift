import Synchronization

/// The files that `--safe` leaves to a script: those below its folder, for reading.
package final class SafeFiles: Sendable {
  private let folder = Mutex<ReadableFolder?>(nil)

  package init() {}

  /// From now on, files below this folder can be read; none if nil.
  package func enter(_ folder: ReadableFolder?) { self.folder.withLock { $0 = folder } }

  /// Opens a file for reading.
  package func open(_ path: String) throws(FileError) -> Int32 {
    guard let folder = folder.withLock({ $0 }) else {
      throw FileError(path: path, reason: "--safe reads no files here")
    }
    return try folder.open(path)
  }

  package func refusesWriting(_ path: String) -> FileError {
    FileError(path: path, reason: "--safe writes no files")
  }
}
