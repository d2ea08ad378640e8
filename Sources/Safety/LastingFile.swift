/// A file that is read piece by piece, as it was when it was opened.
package final class LastingFile: Sendable {
  package let size: Int
  private let path: String
  private let descriptor: Int32
  private let opened: Platform.Version

  /// Takes over the descriptor. Throws `FileError` if the file is a pipe or a device.
  package init(_ descriptor: Int32, _ path: String) throws(FileError) {
    guard let version = Platform.Version(descriptor), version.isOfRegularFile else {
      Platform.close(descriptor)
      throw FileError(path: path, reason: "only a regular file can be read several times")
    }
    (self.descriptor, self.path, opened, size) = (descriptor, path, version, version.size)
  }

  deinit { Platform.close(descriptor) }

  /// Throws `FileError` if the file has changed.
  package func requireUnchanged() throws {
    guard Platform.Version(descriptor) == opened else {
      throw FileError(path: path, reason: "it has changed since it was loaded")
    }
  }

  /// Fills `buffer` with the bytes from `offset` on. Throws `FileError`, also if the file has changed.
  package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    try requireUnchanged()
    do throws(Platform.Failure) {
      try Platform.read(into: buffer, from: descriptor, at: offset)
    } catch {
      throw error.error(path)
    }
  }
}
