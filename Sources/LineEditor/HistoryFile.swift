import Glibc

/// Why the history file could not be used; the session goes on without it.
package struct HistoryFailure: Error, Equatable, Sendable {
  package enum Operation: String, Sendable { case read, write }

  package var path: String
  package var operation: Operation
  /// The system's `errno`.
  package var code: Int32
  /// The system's words for `code`.
  package var reason: String { String(cString: strerror(code)) }
}

/// Plain text, one entry a line; in an entry `\n` stands for a newline and `\\` for a backslash.
///
/// Entries are appended one at a time under a lock, so that several sessions can write to one file.
struct HistoryFile {
  let path: String
  /// How many entries the file is cut to when it has grown to half as many again.
  let limit: Int

  /// `$XDG_STATE_HOME/<program>/history`, by default below `~/.local/state`; nil without a home.
  static func defaultPath(program: String) -> String? {
    if let state = environment("XDG_STATE_HOME"), state.hasPrefix("/") { return "\(state)/\(program)/history" }
    return environment("HOME").map { "\($0)/.local/state/\(program)/history" }
  }

  // MARK: Entries as lines

  static func line(for entry: String) -> String {
    var line = ""
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\n": line += "\\n"
      case "\\": line += "\\\\"
      default: line.unicodeScalars.append(scalar)
      }
    }
    return line
  }

  static func entry(from line: some Sequence<UInt8>) -> String {
    var bytes: [UInt8] = []
    var isEscaped = false
    for byte in line {
      switch (isEscaped, byte) {
      case (false, UInt8(ascii: "\\")):
        isEscaped = true
        continue
      case (true, UInt8(ascii: "n")): bytes.append(UInt8(ascii: "\n"))
      case (false, _), (true, UInt8(ascii: "\\")): bytes.append(byte)
      // A line written by hand: taken as it is.
      case (true, _): bytes += [UInt8(ascii: "\\"), byte]
      }
      isEscaped = false
    }
    if isEscaped { bytes.append(UInt8(ascii: "\\")) }
    return String(decoding: bytes, as: UTF8.self)
  }

  // MARK: Reading and writing

  /// All entries, oldest first; none if there is no file yet.
  ///
  /// Cuts a file that has grown too long.
  func load() throws(HistoryFailure) -> [String] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
      if errno == ENOENT { return [] }
      throw failure(.read)
    }
    defer { close(descriptor) }
    flock(descriptor, LOCK_SH)
    let bytes = try contents(of: descriptor)
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    if lines.count > limit + limit / 2 { try cut(to: lines.suffix(limit)) }
    return lines.suffix(limit).map(Self.entry)
  }

  /// Appends one entry; makes the file, only for its owner, and the folders above it if need be.
  func append(_ entry: String) throws(HistoryFailure) {
    let descriptor = try openToAppend()
    defer { close(descriptor) }
    flock(descriptor, LOCK_EX)
    try write(Array((Self.line(for: entry) + "\n").utf8), to: descriptor)
  }

  private func openToAppend() throws(HistoryFailure) -> Int32 {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK
    var descriptor = open(path, flags, 0o600)
    if descriptor < 0, errno == ENOENT {
      makeFolders()
      descriptor = open(path, flags, 0o600)
    }
    guard descriptor >= 0 else { throw failure(.write) }
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_mode & 0o077 != 0 {
      fchmod(descriptor, 0o600)
    }
    return descriptor
  }

  /// Makes what is missing of the folders above the file; opening the file tells whether it helped.
  private func makeFolders() {
    var folder = ""
    for name in path.split(separator: "/").dropLast() {
      folder += (folder.isEmpty && !path.hasPrefix("/") ? "" : "/") + name
      mkdir(folder, 0o700)
    }
  }

  private func contents(of descriptor: Int32) throws(HistoryFailure) -> [UInt8] {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure(.read) }
    // Nothing but a file has an end to wait for; /dev/null stands for no history at all.
    guard status.st_mode & S_IFMT == S_IFREG else {
      if status.st_mode & S_IFMT == S_IFCHR { return [] }
      throw failure(.read, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EINVAL)
    }
    let size = Int(status.st_size)
    guard size > 0 else { return [] }
    var code: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size, let base = buffer.baseAddress {
        let part = read(descriptor, base + count, size - count)
        if part < 0 { code = errno }
        guard part > 0 else { break }
        count += part
      }
    }
    if code != 0 { throw failure(.read, code: code) }
    return bytes
  }

  /// Puts a file with `lines` in the place of this one, so that no reader ever sees half of it.
  private func cut(to lines: ArraySlice<ArraySlice<UInt8>>) throws(HistoryFailure) {
    // Where a link points to, or the link would be replaced.
    guard let resolved = realpath(path, nil) else { throw failure(.write) }
    let target = String(cString: resolved)
    free(resolved)
    let new = "\(target).\(getpid())"
    let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw failure(.write) }
    defer { close(descriptor) }
    do throws(HistoryFailure) {
      try write(
        Array(lines.joined(separator: CollectionOfOne(UInt8(ascii: "\n")))) + [UInt8(ascii: "\n")], to: descriptor)
    } catch {
      unlink(new)
      throw error
    }
    guard rename(new, target) == 0 else {
      let renaming = failure(.write)
      unlink(new)
      throw renaming
    }
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) throws(HistoryFailure) {
    var written = 0
    while written < bytes.count {
      let part = bytes.withUnsafeBytes {
        Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
      }
      if part < 0, errno == EINTR { continue }
      guard part > 0 else { throw failure(.write) }
      written += part
    }
  }

  private func failure(_ operation: HistoryFailure.Operation, code: Int32 = errno) -> HistoryFailure {
    HistoryFailure(path: path, operation: operation, code: code)
  }
}

/// A variable of the environment that is set and not empty.
package func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
