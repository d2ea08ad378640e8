import Glibc
import Interpreter
import Safety

/// A temporary folder, removed with its contents when the object is destroyed.
package final class TemporaryFolder {
  package struct Failure: Error {}

  package let path: String

  package init() throws {
    var template = Array("/tmp/nnsh-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      for name in Platform.names(in: folder) where name != "." && name != ".." { remove(path + "/" + name) }
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

package func contents(of path: String) -> String? {
  guard let file = fopen(path, "r") else { return nil }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var byte = fgetc(file)
  while byte != EOF {
    bytes.append(UInt8(truncatingIfNeeded: byte))
    byte = fgetc(file)
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The content of a binary file.
package func bytes(of path: String) -> [UInt8]? {
  try? DiskFiles().withMapping(of: path) { bytes, _ in Array(bytes) }
}

package func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}

package func permissions(of path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}

extension TemporaryFolder {
  package func write(_ text: String, to name: String) throws { try write(bytes: Array(text.utf8), to: name) }

  /// Writes a file, creating its folder if needed.
  package func write(bytes: [UInt8], to name: String) throws {
    if let slash = name.lastIndex(of: "/") { mkdir("\(path)/\(name[..<slash])", 0o700) }
    guard let file = fopen("\(path)/\(name)", "w") else { throw Failure() }
    defer { fclose(file) }
    guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failure() }
  }
}

/// The names in a folder, sorted.
package func files(in path: String) -> [String] { Platform.names(in: opendir(path)).sorted() }
