/// Writes files whole: whatever fails or ends the process in between, a file has its old content or its new one.
///
/// The content goes to a new file of an unpredictable name in the same folder, which is synchronized with the disk and
/// renamed. A link to a file stays a link; its target is replaced.
package struct FileWriter: Sendable {
  /// The extensions of files that may be written, in lower case without the dot; any file if empty. A stranger's script
  /// must not be able to write a program: see `requireExtension`.
  package let extensions: [String]
  /// Whether a system call that a signal has ended is not repeated.
  private let isInterrupted: @Sendable () -> Bool

  package init(extensions: [String] = [], isInterrupted: @escaping @Sendable () -> Bool = { false }) {
    self.extensions = extensions
    self.isInterrupted = isInterrupted
  }

  /// Writes the pieces that `body` passes to `write`; to the file itself if it is a pipe or /dev/null.
  ///
  /// Throws `FileError`, and what `body` throws.
  package func write(
    to path: String, _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    guard try !isStream(path) else { return try writeStream(path, body) }
    let target = try Target(path, extensions)
    defer { target.close() }
    try replace(target, path, body)
  }

  /// What `write` would write to, from the root and with links followed; nil for a pipe or /dev/null. Throws as `write`
  /// does before it writes anything.
  package func destination(of path: String) throws(FileError) -> String? {
    guard try !isStream(path) else { return nil }
    let target = try Target(path, extensions)
    target.close()
    return target.path
  }

  /// Whether a path names a pipe or /dev/null, directly or as /dev/stdout does: a new file must not take its place.
  private func isStream(_ path: String) throws(FileError) -> Bool {
    do throws(Platform.Failure) {
      return try Platform.status(of: path, following: true).kind.isStream
    } catch {
      guard error.isAbsence else { throw error.writingError(path) }
      return false
    }
  }

  private func writeStream(
    _ path: String, _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    let descriptor = try named(path) { () throws(Platform.Failure) in try Platform.open(path, for: .writing) }
    defer { Platform.close(descriptor) }
    let kind = try named(path) { () throws(Platform.Failure) in try Platform.status(of: descriptor).kind }
    guard kind.isStream else { throw FileError(path: path, reason: "it changed meanwhile") }
    try body { piece throws(FileError) in try write(piece, to: descriptor, path) }
  }

  private func replace(
    _ target: Target, _ path: String,
    _ body: (_ write: (UnsafeRawBufferPointer) throws(FileError) -> Void) throws -> Void
  ) throws {
    let file = try named(path) { () throws(Platform.Failure) in
      try UnfinishedFile(in: target.folder, mode: target.status == nil ? 0o666 : 0o600)
    }
    do {
      try body { piece throws(FileError) in try write(piece, to: file.descriptor, path) }
      try named(path) { () throws(Platform.Failure) in
        if let old = target.status { try adoptAttributes(of: old, file.descriptor) }
        try Platform.synchronize(file.descriptor)
        try Platform.rename(file.name, to: target.name, in: target.folder)
      }
    } catch {
      file.discard()
      throw error
    }
    file.close()
    try named(path) { () throws(Platform.Failure) in try Platform.synchronize(target.folder) }
  }

  /// Owner, group and permissions of the old file; a group that cannot be kept loses its permissions. A file of data is
  /// not a program, so it cannot be run afterwards.
  private func adoptAttributes(of old: Platform.Status, _ descriptor: Int32) throws(Platform.Failure) {
    Platform.setOwner(old.owner, group: old.group, of: descriptor)
    let kept: UInt32 = try Platform.status(of: descriptor).group == old.group ? 0o777 : 0o707
    do throws(Platform.Failure) {
      try Platform.setMode(old.mode & kept & (extensions.isEmpty ? 0o777 : 0o666), of: descriptor)
    } catch {
      // A file system without permissions gives every file the same.
      guard try Platform.status(of: descriptor).mode == old.mode else { throw error }
    }
  }

  private func write(_ piece: UnsafeRawBufferPointer, to descriptor: Int32, _ path: String) throws(FileError) {
    try named(path) { () throws(Platform.Failure) in
      try Platform.write(piece, to: descriptor, isInterrupted: isInterrupted)
    }
  }

  // MARK: Files of lines that several processes write

  /// Appends a line to a file under a lock; creates the file, private to its owner, and its parent folders if needed.
  ///
  /// Throws `FileError`; the file is unchanged then.
  package func append(line: String, to path: String) throws(FileError) {
    try append(line, to: path, isPrivate: true)
  }

  /// Appends lines to a file that is there, under a lock; its permissions stay. Throws as `append(line:to:)`.
  package func append(lines: String, to path: String) throws(FileError) {
    try append(lines.hasSuffix("\n") ? String(lines.dropLast()) : lines, to: path, isPrivate: false)
  }

  private func append(_ line: String, to path: String, isPrivate: Bool) throws(FileError) {
    let (descriptor, status) = try lockedFile(path)
    defer { Platform.close(descriptor) }
    guard status.kind == .file else { return }
    if isPrivate, status.mode & 0o077 != 0 { try? Platform.setMode(0o600, of: descriptor) }
    // A process that was killed may have left half a line.
    let isWhole = Platform.lastByte(of: descriptor, size: status.size).map { $0 == 0x0A } ?? true
    let bytes = Array(((isWhole ? "" : "\n") + line + "\n").utf8)
    do throws(Platform.Failure) {
      try write(bytes, to: descriptor)
    } catch {
      Platform.truncate(descriptor, to: status.size)
      throw error.writingError(path)
    }
  }

  /// Replaces the content of a file by what `change` makes of it, under the lock that `append` takes; does nothing
  /// where `change` returns nil.
  package func rewrite(_ path: String, _ change: ([UInt8]) -> [UInt8]?) throws {
    let (descriptor, status) = try lockedFile(path)
    defer { Platform.close(descriptor) }
    guard status.kind == .file else { return }
    let old = try named(path) { () throws(Platform.Failure) in try Platform.contents(of: descriptor) }
    guard let new = change(old) else { return }
    let target = try Target(path, extensions)
    defer { target.close() }
    try replace(target, path) { write in try new.withUnsafeBytes { try write($0) } }
  }

  /// Opens a file for appending and locks it; not one that `rewrite` has replaced meanwhile.
  private func lockedFile(_ path: String) throws(FileError) -> (descriptor: Int32, Platform.Status) {
    while true {
      let target = try Target(path, extensions, makingFolders: true)
      defer { target.close() }
      let opened = try named(path) { () throws(Platform.Failure) in
        let descriptor = try Platform.open(target.name, in: target.folder, for: .appending)
        Platform.lock(descriptor, .exclusive)
        do throws(Platform.Failure) {
          let status = try Platform.status(of: descriptor)
          if let now = try? Platform.status(of: target.name, in: target.folder), now.isSameFile(as: status) {
            return Optional((descriptor, status))
          }
          Platform.close(descriptor)
          return nil
        } catch {
          Platform.close(descriptor)
          throw error
        }
      }
      if let opened { return opened }
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(Platform.Failure) {
    var failure: Platform.Failure?
    bytes.withUnsafeBytes { buffer in
      do throws(Platform.Failure) { try Platform.write(buffer, to: descriptor) } catch { failure = error }
    }
    if let failure { throw failure }
  }
}

/// Turns the failure of a system call into an error that names the file.
private func named<Result>(
  _ path: String, _ body: () throws(Platform.Failure) -> Result
) throws(FileError) -> Result {
  do throws(Platform.Failure) { return try body() } catch { throw error.writingError(path) }
}

/// What a path names, links followed: a name in an open folder, so that nobody can put another file there meanwhile.
private struct Target {
  let folder: Int32
  let name: String
  /// From the root, links followed.
  let path: String
  /// nil if there is no file yet.
  let status: Platform.Status?

  init(_ path: String, _ extensions: [String], makingFolders: Bool = false) throws(FileError) {
    let resolved = try Target.resolved(path)
    let slash = resolved.lastIndex(of: "/")
    name = slash.map { String(resolved[resolved.index(after: $0)...]) } ?? resolved
    let parent = slash.map { String(resolved[...$0]) } ?? "."
    guard !name.isEmpty, name != ".", name != ".." else {
      throw FileError(path: path, reason: path.isEmpty ? "No such file or directory" : "Is a directory")
    }
    do throws(Platform.Failure) {
      do throws(Platform.Failure) {
        folder = try Platform.open(parent, for: .folder)
      } catch {
        guard makingFolders, error.isAbsence else { throw error }
        Platform.makeFolders(above: resolved)
        folder = try Platform.open(parent, for: .folder)
      }
    } catch {
      throw error.writingError(path, ofFolder: true)
    }
    do throws(FileError) {
      let parentPath = try named(path) { () throws(Platform.Failure) in try Platform.resolved(parent) }
      self.path = parentPath.hasSuffix("/") ? parentPath + name : "\(parentPath)/\(name)"
      status = try Target.status(name, in: folder, path, extensions)
    } catch {
      Platform.close(folder)
      throw error
    }
  }

  /// The path of what a link leads to; the path itself if it is not a link.
  private static func resolved(_ path: String) throws(FileError) -> String {
    do throws(Platform.Failure) {
      guard try Platform.status(of: path).kind == .link else { return path }
    } catch {
      guard error.isAbsence else { throw error.writingError(path) }
      return path
    }
    do throws(Platform.Failure) {
      try requireOwnLink(path)
      return try Platform.resolved(path)
    } catch {
      throw error.isAbsence
        ? FileError(path: path, reason: "it is a link to a file that does not exist") : error.writingError(path)
    }
  }

  func close() { Platform.close(folder) }

  private static func status(
    _ name: String, in folder: Int32, _ path: String, _ extensions: [String]
  ) throws(FileError) -> Platform.Status? {
    let status: Platform.Status
    do throws(Platform.Failure) {
      status = try Platform.status(of: name, in: folder)
    } catch {
      guard error.isAbsence else { throw error.writingError(path) }
      try requireExtension(name, path, extensions)
      return nil
    }
    switch status.kind {
    case .sink: return status
    case .folder: throw FileError(path: path, reason: "Is a directory")
    case .device, .pipe: throw FileError(path: path, reason: "is not a regular file")
    case .link: throw FileError(path: path, reason: "is a link that changed meanwhile")
    case .file: break
    }
    try requireExtension(name, path, extensions)
    guard status.links == 1 else {
      throw FileError(path: path, reason: "it has another name (a hard link), which would keep the old content")
    }
    // A read-only file is not replaced either.
    do throws(Platform.Failure) { try Platform.requireWritable(name, in: folder) } catch {
      var readOnly = error.error(path)
      (readOnly.label, readOnly.help) = (
        "the file is read-only", "choose another name, or chmod u+w \(shellQuoted(path))"
      )
      throw readOnly
    }
    return status
  }

  /// The extension decides what other programs do with a file: a table called `build.sh` would be a script.
  private static func requireExtension(_ name: String, _ path: String, _ extensions: [String]) throws(FileError) {
    guard !extensions.isEmpty, !extensions.contains(where: { name.lowercased().hasSuffix(".\($0)") }) else { return }
    let isLink = !path.hasSuffix(name)
    throw FileError(
      path: path,
      reason: "\(isLink ? "it is a link to \(name), whose" : "its") name does not end in "
        + extensions.map { ".\($0)" }.joined(separator: " or "))
  }

  /// As the system does in /tmp: the link of another user is followed only in a folder of theirs.
  private static func requireOwnLink(_ path: String) throws(Platform.Failure) {
    let link = try Platform.status(of: path)
    let parent = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    guard link.owner != Platform.user, link.owner != 0 else { return }
    guard try Platform.status(of: parent, following: true).owner == link.owner else { throw Platform.notPermitted }
  }
}
