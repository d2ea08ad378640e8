import Glibc
import TestSupport

/// The demonstration program at a terminal, with a home of its own that goes with it.
final class EditorAtWork {
  let terminal: PseudoTerminal
  let home: TemporaryFolder

  init(
    home: TemporaryFolder? = nil, environment: [String: String] = [:], rows: Int = 12, columns: Int = 40
  ) throws {
    let home = try home ?? TemporaryFolder()
    self.home = home
    let usual = [
      "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path + "/state",
    ]
    terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/LineEditorDemo",
      environment: usual.merging(environment) { $1 }, rows: rows, columns: columns)
    try terminal.wait(forLastLine: "nn>")
  }

  var historyPath: String { home.path + "/state/linedemo/history" }

  /// Types and waits for the row that shows it.
  func type(_ keys: String, andSee line: String) throws {
    try terminal.type(keys)
    try terminal.wait(forLastLine: line)
  }

  /// Types and waits for what the program says it got.
  func enter(_ keys: String, andGet line: String) throws {
    try terminal.type(keys)
    try terminal.wait(for: "<\(line)>") { $0.lines.suffix(2) == ["got <\(line)>", "nn>"] }
  }
}

/// A folder that is removed with all that is in it.
final class TemporaryFolder {
  struct Failure: Error {}

  let path: String

  init() throws {
    var template = Array("/tmp/line-editor-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw Failure() }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    if let folder = opendir(path) {
      while let entry = readdir(folder) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        if name != ".", name != ".." { remove(path + "/" + name) }
      }
      closedir(folder)
      rmdir(path)
    } else {
      unlink(path)
    }
  }
}

func contents(of path: String) -> String? {
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

func write(_ text: String, to path: String) {
  guard let file = fopen(path, "w") else { return }
  fputs(text, file)
  fclose(file)
}

func permissions(of path: String) -> mode_t? {
  var status = stat()
  return stat(path, &status) == 0 ? status.st_mode & 0o777 : nil
}
