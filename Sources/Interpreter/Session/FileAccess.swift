import DataFormats
import Safety

/// How commands read and write files.
package protocol FileAccess: Sendable {
  /// The contents of a text file; of a binary file only the beginning. Throws `FileError`.
  func read(_ path: String) throws(FileError) -> [UInt8]
  /// As `read`; throws if the file is not a script, see `isScript`.
  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8]
  /// The rest of standard input. Throws `FileError`.
  func readStandardInput() throws(FileError) -> [UInt8]
  /// Replaces a file by the pieces that `body` passes to `write`, as `FileWriter` does.
  ///
  /// - Parameter extensions: those of the files that may be written, without the dot.
  /// Throws `FileError`, and what `body` throws; the file is unchanged then.
  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws
  /// Appends lines to a file that `write` has written. Throws `FileError`; the file is unchanged then.
  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError)
  /// Opens a file that is read piece by piece. Throws `FileError`, and the file does when it has changed.
  func open(_ path: String) throws(FileError) -> any FileBytes
  /// Maps the file into memory while `body` runs. `body` may call `release` with the number of leading bytes it no
  /// longer needs.
  ///
  /// Throws `FileError`, and what `body` throws.
  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result
}

extension FileAccess {
  /// The default, for files in memory.
  package func open(_ path: String) throws(FileError) -> any FileBytes { FileInMemory(try read(path)) }
}

private final class FileInMemory: FileBytes {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var size: Int { bytes.count }

  func requireUnchanged() {}

  func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
    buffer.copyBytes(from: bytes[offset..<offset + buffer.count])
  }
}
