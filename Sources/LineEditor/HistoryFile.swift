import Safety

/// A text file with one entry per line; newlines in an entry are written as `\n` and backslashes as `\\`.
///
/// Entries are appended one at a time under a lock, so that several sessions can write to one file.
package struct HistoryFile {
  package let path: String
  /// The number of entries the file is cut to once it has grown to 1.5 times as many.
  package let limit: Int

  package init(path: String, limit: Int) {
    self.path = path
    self.limit = limit
  }

  /// `$XDG_STATE_HOME/<program>/history`, by default below `~/.local/state`; nil if there is no home.
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
      // Not an escape: a line written by hand.
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
  package func load() throws(HistoryFailure) -> [String] {
    let bytes: [UInt8]
    do throws(Platform.Failure) {
      bytes = try Platform.contents(ofFile: path)
    } catch {
      if error.isAbsence { return [] }
      throw HistoryFailure(path: path, operation: .read, reason: error.message)
    }
    if kept(bytes) != nil { try writing { try $0.rewrite(path, kept) } }
    return bytes.split(separator: Self.newline).suffix(limit).map(Self.entry)
  }

  /// Appends one entry; creates the file, private to its owner, and its parent folders if needed.
  package func append(_ entry: String) throws(HistoryFailure) {
    try writing { try $0.append(line: Self.line(for: entry), to: path) }
  }

  private static let newline = UInt8(ascii: "\n")

  /// The newest entries of a file that has grown too long; nil if it has not.
  private func kept(_ bytes: [UInt8]) -> [UInt8]? {
    let lines = bytes.split(separator: Self.newline)
    guard lines.count > limit + limit / 2 else { return nil }
    return Array(lines.suffix(limit).joined(separator: CollectionOfOne(Self.newline))) + [Self.newline]
  }

  private func writing(_ write: (FileWriter) throws -> Void) throws(HistoryFailure) {
    do {
      try write(FileWriter())
    } catch {
      throw HistoryFailure(path: path, operation: .write, reason: (error as? FileError)?.reason ?? "\(error)")
    }
  }
}
