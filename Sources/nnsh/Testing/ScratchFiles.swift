import DataFormats
import Interpreter
import LineEditor
import Safety
import Synchronization

/// The files of one test: what it writes goes to a scratch folder of its own, and it reads what it has written before
/// what is on disk. A file that cannot be written where the test says is the same error as outside a test.
final class ScratchFiles: FileAccess {
  private struct Written {
    var folder: ScratchFolder?
    /// Where the files that the test has written are, by the paths that it has written to.
    var places: [String: String] = [:]
    var count = 0
  }

  private let disk: any FileAccess
  private let written = Mutex(Written())

  init(_ disk: any FileAccess) { self.disk = disk }

  /// Removes what the test has written.
  func remove() {
    written.withLock {
      $0.folder?.remove()
      $0 = Written()
    }
  }

  func write(
    to path: String, extensions: [String],
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    guard let destination = try FileWriter(extensions: extensions).destination(of: path) else {
      return try writeStream(path, body)
    }
    let place = try newPlace()
    try renaming(place, path) { try disk.write(to: place, extensions: [], body) }
    written.withLock { $0.places[destination] = place }
  }

  func append(_ lines: String, to path: String, extensions: [String]) throws(FileError) {
    guard let place = place(of: path) else {
      throw FileError(path: path, reason: "was not written by this test, and a test appends to nothing else")
    }
    do throws(FileError) {
      try disk.append(lines, to: place, extensions: [])
    } catch {
      throw renamed(error, place, path)
    }
  }

  /// Nothing is lost that is written to /dev/null; a pipe leads out of the test.
  private func writeStream(
    _ path: String, _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    guard realPath(path) == "/dev/null" else {
      throw FileError(path: path, reason: "is not a regular file, and a test writes nothing else")
    }
    try body { _ in }
  }

  private func newPlace() throws(FileError) -> String {
    try written.withLock { (written: inout Written) throws(FileError) -> String in
      let folder: ScratchFolder
      if let known = written.folder {
        folder = known
      } else {
        folder = try ScratchFolder(in: environment("TMPDIR") ?? "/tmp")
      }
      written.folder = folder
      written.count += 1
      return "\(folder.path)/\(written.count)"
    }
  }

  // MARK: Reading

  /// Where the test has written to this path; nil if it has not.
  private func place(of path: String) -> String? {
    written.withLock { written in
      written.places.isEmpty ? nil : realPath(path).flatMap { written.places[$0] }
    }
  }

  private func renamed(_ error: FileError, _ place: String, _ path: String) -> FileError {
    error.path == place ? error.named(path) : error
  }

  private func renaming<Result>(_ place: String, _ path: String, _ body: () throws -> Result) throws -> Result {
    do { return try body() } catch let error as FileError { throw renamed(error, place, path) }
  }

  func read(_ path: String) throws(FileError) -> [UInt8] {
    guard let place = place(of: path) else { return try disk.read(path) }
    do throws(FileError) { return try disk.read(place) } catch { throw renamed(error, place, path) }
  }

  func readScript(_ path: String, isChosenByUser: Bool) throws(FileError) -> [UInt8] {
    // Its name has been looked at when it was written.
    place(of: path) == nil ? try disk.readScript(path, isChosenByUser: isChosenByUser) : try read(path)
  }

  func readStandardInput() throws(FileError) -> [UInt8] { try disk.readStandardInput() }

  func open(_ path: String) throws(FileError) -> any FileBytes {
    guard let place = place(of: path) else { return try disk.open(path) }
    do throws(FileError) { return try disk.open(place) } catch { throw renamed(error, place, path) }
  }

  func withMapping<Result>(
    of path: String, _ body: (UnsafeRawBufferPointer, _ release: (Int) -> Void) throws -> Result
  ) throws -> Result {
    guard let place = place(of: path) else { return try disk.withMapping(of: path, body) }
    return try renaming(place, path) { try disk.withMapping(of: place, body) }
  }
}
