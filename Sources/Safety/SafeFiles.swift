import Synchronization

/// The files that `--safe` leaves to a script: those below its folder, for reading, and those granted besides.
package final class SafeFiles: Sendable {
  private struct Allowed {
    var folder: ReadableFolder?
    /// Files and folders below `base` that can be read too, as paths without `..`.
    var granted: [String] = []
    var base: ReadableFolder?
  }

  private let allowed = Mutex(Allowed())

  package init() {}

  /// From now on, files below this folder can be read; none if nil.
  package func enter(_ folder: ReadableFolder?) { allowed.withLock { $0 = Allowed(folder: folder) } }

  /// Lets these files or folders be read too, as far as they are below `base`.
  package func grant(_ paths: [String], below base: ReadableFolder) {
    allowed.withLock {
      $0.granted += paths.map(Self.plain)
      $0.base = base
    }
  }

  /// Opens a file for reading.
  package func open(_ path: String) throws(FileError) -> Int32 {
    let allowed = allowed.withLock { $0 }
    guard let folder = allowed.folder else { throw FileError(path: path, reason: "--safe reads no files here") }
    let plain = Self.plain(path)
    if let base = allowed.base, allowed.granted.contains(where: { plain == $0 || plain.hasPrefix($0 + "/") }) {
      return try base.open(path)
    }
    return try folder.open(path)
  }

  package func refusesWriting(_ path: String) -> FileError {
    FileError(path: path, reason: "--safe writes no files")
  }

  /// `a/c` for `a/./b/../c`.
  private static func plain(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." { parts.removeLast() } else { parts.append(part) }
    }
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }
}
