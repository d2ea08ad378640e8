import Glibc
import TestSupport

/// The demo program in a pseudo-terminal, with a temporary home of its own.
final class RunningEditor {
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

  /// Types and waits for the row `line`.
  func type(_ keys: String, andSee line: String) throws {
    try terminal.type(keys)
    try terminal.wait(forLastLine: line)
  }

  /// Types and waits until the program reports the entry.
  func enter(_ keys: String, andGet line: String) throws {
    try terminal.type(keys)
    try terminal.wait(for: "<\(line)>") { $0.lines.suffix(2) == ["got <\(line)>", "nn>"] }
  }
}
