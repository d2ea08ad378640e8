import TestSupport
import Testing

/// Ctrl-C in everything that takes long.
@Suite struct InterruptTests {
  static let long = [
    "data circle 10000000 0.1", "data moons 10000000 0.1", "data noisy-xor 10000000 0.1", "data spiral 10000000 0.1",
    "data gauss 10000000 0.1", "net 6000 6000 1", "repeat 1e12 { let x = 1 }",
    "net 2000 2000 1; repeat 1e9 { digest }", "data gauss 400000 0.1; repeat 1e9 { data normalize zscore }",
    "data gauss 400000 0.1; repeat 1e9 { data split 0.5 shuffle }", "net 2000 2000 1; repeat 1e9 { init normal }",
    "for i in 1..1000000000 { rate 1 }", "while 1 < 2 max 1e12 { rate 1 }",
  ]

  @Test("a command of a script is stopped, and the program ends by the signal", arguments: long)
  func script(command: String) throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/nnsh", ["-k", "-c", "print 6 * 7", "-c", command], environment: [:],
      rows: 40, columns: 100)
    try terminal.wait(for: "the start") { $0.lines.contains("42") }
    try terminal.type("\u{03}")
    #expect(try terminal.waitForExit() == .signal(2))
  }

  @Test("a test run ends by the signal, too")
  func testRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("expect 1 = 2\n", to: "a.nn")
    try folder.write("repeat 1e12 { let x = 1 }\n", to: "b.nn")
    let terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/nnsh", ["test", "--jobs", "1", folder.path],
      environment: ["TERM": "xterm"], rows: 40, columns: 100)
    try terminal.wait(for: "the start") { $0.text.contains("FAILED") }
    try terminal.type("\u{03}")
    #expect(try terminal.waitForExit() == .signal(2))
  }

  @Test("a command at the prompt is stopped, and the session is as before", arguments: long.prefix(7))
  func prompt(command: String) throws {
    let home = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/nnsh", [],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path], rows: 40,
      columns: 100)
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("print 6 * 7; \(command)\r")
    try terminal.wait(for: "the start") { $0.lines.contains("42") }
    try terminal.type("\u{03}")
    try terminal.wait(for: "the remark") { $0.text.contains("# interrupted") }
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("data\r")
    try terminal.wait(for: "the answer") { $0.lines.contains("# no data") }
    try terminal.type("quit 5\r")
    #expect(try terminal.waitForExit() == .code(5))
  }

  @Test(
    "a large result is stopped while it is shown or written, and nothing of it is left",
    arguments: ["show weights", "save parameters a.csv", "save a.nn", "save a.json", "save snns a.net"])
  func result(command: String) throws {
    let home = try TemporaryFolder()
    let terminal = try PseudoTerminal(
      "/usr/bin/env", ["-C", home.path, PseudoTerminal.productsDirectory + "/nnsh"],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path], rows: 40,
      columns: 100)
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("net 1500 1500 1\r")
    try terminal.wait(forLastLine: "nn 1500-1500-1>")
    try terminal.type("print 6 * 7; \(command)\r")
    try terminal.wait(for: "the start") { $0.lines.contains("42") }
    try terminal.type("\u{03}")
    try terminal.wait(for: "the remark") { $0.text.contains("# interrupted") }
    try terminal.wait(forLastLine: "nn 1500-1500-1>")
    #expect(files(in: home.path).allSatisfy { !$0.hasPrefix("a.") && !$0.hasPrefix(".a") })
    try terminal.type("quit 5\r")
    #expect(try terminal.waitForExit() == .code(5))
  }
}
