/// A text file with one entry per line; newlines in an entry are written as `\n` and backslashes as `\\`.
///
/// Entries are appended one at a time under a lock, so that several sessions can write to one file.
struct HistoryFile {
  let path: String
  /// The number of entries the file is cut to once it has grown to 1.5 times as many.
  let limit: Int

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
  func load() throws(HistoryFailure) -> [String] {
    let newline = UInt8(ascii: "\n")
    let bytes: [UInt8]
    do throws(Platform.Failure) {
      bytes = try Platform.contents(ofFile: path)
    } catch {
      if error.isAbsence { return [] }
      throw HistoryFailure(path: path, operation: .read, code: error.code)
    }
    let lines = bytes.split(separator: newline)
    if lines.count > limit + limit / 2 {
      try writing { path throws(Platform.Failure) in
        let kept = Array(lines.suffix(limit).joined(separator: CollectionOfOne(newline)))
        try Platform.replaceFile(path, with: kept + [newline])
      }
    }
    return lines.suffix(limit).map(Self.entry)
  }

  /// Appends one entry; creates the file, private to its owner, and its parent folders if needed.
  func append(_ entry: String) throws(HistoryFailure) {
    try writing { path throws(Platform.Failure) in
      try Platform.append(Array((Self.line(for: entry) + "\n").utf8), toFile: path)
    }
  }

  private func writing(_ write: (String) throws(Platform.Failure) -> Void) throws(HistoryFailure) {
    do throws(Platform.Failure) {
      try write(path)
    } catch {
      throw HistoryFailure(path: path, operation: .write, code: error.code)
    }
  }
}
