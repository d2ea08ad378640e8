/// A folder as the only place where files can be read: links are followed as long as they stay below it.
package final class ReadableFolder: Sendable {
  /// As it was written; "." for the current folder.
  package let path: String
  /// From the root, links followed.
  package let absolutePath: String
  private let descriptor: Int32

  package init(_ path: String) throws(FileError) {
    self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    do throws(Platform.Failure) {
      absolutePath = try Platform.resolved(path)
      descriptor = try Platform.open(absolutePath, for: .folder)
    } catch {
      throw error.error(path)
    }
  }

  /// The folder of a file.
  package convenience init(of file: String) throws(FileError) {
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) }
    try self.init(folder.map { $0.isEmpty ? "/" : $0 } ?? ".")
  }

  deinit { Platform.close(descriptor) }

  /// Opens a file for reading. A pipe or a device is refused before it is opened, and so is a file with a second name,
  /// which may be anywhere.
  package func open(_ path: String) throws(FileError) -> Int32 {
    guard let name = name(of: path) else { throw outside(path) }
    let found = try entered(path) { () throws(Platform.Failure) in
      try Platform.open(name, beneath: descriptor, asPath: true)
    }
    defer { Platform.close(found) }
    let status = try entered(path) { () throws(Platform.Failure) in try Platform.status(of: found) }
    try requireOrdinary(status, path)
    let opened = try entered(path) { () throws(Platform.Failure) in try Platform.open(name, beneath: descriptor) }
    if let now = try? Platform.status(of: opened), now.isSameFile(as: status) { return opened }
    Platform.close(opened)
    throw FileError(path: path, reason: "it changed meanwhile")
  }

  private func entered<Result>(
    _ path: String, _ body: () throws(Platform.Failure) -> Result
  ) throws(FileError) -> Result {
    do throws(Platform.Failure) { return try body() } catch {
      throw error.leadsOutside ? outside(path) : error.error(path)
    }
  }

  /// Lets the kernel's rules allow reading here.
  func allow(in rules: KernelRules) -> Bool { rules.allowReading(descriptor) }

  private func requireOrdinary(_ status: Platform.Status, _ path: String) throws(FileError) {
    switch status.kind {
    case .file: break
    case .folder: throw FileError(path: path, reason: "Is a directory")
    default: throw FileError(path: path, reason: "it is not a regular file, which --safe does not read")
    }
    guard status.links == 1 else {
      throw FileError(
        path: path, reason: "it has another name (a hard link), perhaps outside \(shown), which --safe does not read")
    }
  }

  /// The path from this folder; nil if it does not begin with the folder.
  private func name(of path: String) -> String? {
    if path.hasPrefix("/") { return rest(of: path, after: absolutePath) ?? rest(of: path, after: self.path) }
    return self.path == "." ? path : rest(of: path, after: self.path)
  }

  private func rest(of path: String, after folder: String) -> String? {
    let beginning = folder.hasSuffix("/") ? folder : folder + "/"
    guard path.hasPrefix(beginning) else { return nil }
    return String(path.dropFirst(beginning.count).drop { $0 == "/" })
  }

  private func outside(_ path: String) -> FileError {
    FileError(path: path, reason: "it is outside \(shown), and --safe reads nothing else")
  }

  private var shown: String { path == "." ? "the current folder" : path }
}
