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
