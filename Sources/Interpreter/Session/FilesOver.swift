import DataFormats
import Safety

/// Files that are those of `base` wherever they do not say otherwise.
protocol FilesOver: FileAccess {
  var base: any FileAccess { get }
}

extension FilesOver {
  package func read(_ path: String) throws(FileError) -> [UInt8] { try base.read(path) }

  package func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    try base.readScript(path, isChosenByUser: isChosenByUser)
  }

  package func readStandardInput() throws(FileError) -> [UInt8] { try base.readStandardInput() }

  package func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    try base.write(to: path, extensions: extensions, body)
  }

  package func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {
    try base.append(lines, to: path, extensions: extensions)
  }

  package func open(_ path: String) throws(FileError) -> any FileBytes { try base.open(path) }

  package func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    try base.withMapping(of: path, body)
  }
}
