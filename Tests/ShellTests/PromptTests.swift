import Glibc
import TestSupport
import Testing

/// The built program at a terminal.
func prompt(
  _ environment: [String: String] = [:], arguments: [String] = [], home: TemporaryFolder, rows: Int = 40,
  columns: Int = 100
) throws -> PseudoTerminal {
  let usual = [
    "TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path, "NNSH_PAGER": "",
  ]
  let terminal = try PseudoTerminal(
    PseudoTerminal.productsDirectory + "/nnsh", arguments, environment: usual.merging(environment) { $1 }, rows: rows,
    columns: columns)
  try terminal.wait(forLastLine: "nn>")
  return terminal
}

@Suite struct PromptTests {
  @Test("the prompt shows the network, and the six commands work as typed")
  func six() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    for command in ["net 2 4 1", "init uniform 0 1", "forward 0 1", "backward 1", "train 2000", "show weights"] {
      try terminal.type(command + "\r")
    }
    try terminal.type("print 6 * 111\r")
    try terminal.wait(for: "the end") { $0.lines.contains("666") }
    #expect(terminal.screen.everything.contains("o1.delta = sigmoid.deriv(o1.net) * o1.error\n         = "))
    #expect(terminal.screen.everything.contains("# no data loaded: training on the built-in XOR table"))
    try terminal.type("\u{04}")
    #expect(try terminal.waitForExit() == .code(0))
  }

  @Test("an error shows its caret under the typed line, and the session continues")
  func error() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 4 1\r")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    try terminal.type("forward 0 1 1\r")
    try terminal.wait(for: "the caret") { $0.text.contains("                      ^ the network is 2-4-1") }
    try terminal.type("quit 3\r")
    #expect(try terminal.waitForExit() == .code(3))
  }

  @Test("Ctrl-C stops a training and keeps its state, and continue resumes it")
  func interrupt() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 4 1\r")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    try terminal.type("train 1e9\r")
    try terminal.wait(for: "the progress") { screen in
      screen.lines.last.map { $0.contains("/1000000000 ") && !$0.hasPrefix("  0/") } ?? false
    }
    try terminal.type("\u{03}")
    try terminal.wait(for: "the interruption") { $0.text.contains("interrupted after") }
    try terminal.type("print epoch > 0\r")
    try terminal.wait(for: "epochs") { $0.text.contains("true") }
    try terminal.type("print 6 * 7; repeat 1e12 {}\r")
    try terminal.wait(for: "the loop") { $0.lines.contains("42") }
    try terminal.type("\u{03}")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    try terminal.type("quit\r")
    #expect(try terminal.waitForExit() == .code(0))
  }

  @Test("a block is typed over several lines")
  func block() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("repeat 2 {\r")
    try terminal.type("print 6 * 7\r")
    try terminal.type("}\r")
    try terminal.wait(for: "the output") { $0.lines.filter { $0 == "42" }.count == 2 }
  }

  @Test("history is kept from one session to the next, Tab completes")
  func history() throws {
    let home = try TemporaryFolder()
    let first = try prompt(home: home)
    try first.type("print 12345\r")
    try first.wait(for: "the output") { $0.lines.contains("12345") }
    try first.type("\u{04}")
    #expect(try first.waitForExit() == .code(0))
    let second = try prompt(home: home)
    try second.type("\u{1B}[A")
    try second.wait(forLastLine: "nn> print 12345")
    try second.type("\u{15}snap\t")
    try second.wait(for: "the command") { $0.lines.last?.hasPrefix("nn> snapshot") == true }
  }

  @Test("keys typed while a command runs reach the next prompt, Ctrl-D too")
  func typedAhead() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 4 1; print 6 * 7; repeat 3e6 {}\r")
    try terminal.wait(for: "the output") { $0.lines.contains("42") }
    try terminal.type("print 6 * 111\r\u{04}")
    #expect(try terminal.waitForExit() == .code(0))
    #expect(terminal.screen.lines.contains("666"))
  }

  @Test(
    "a signal from outside restores the terminal", arguments: [SIGTERM, SIGHUP, SIGALRM],
    [true, false])
  func outsideEnd(_ signal: Int32, isEditing: Bool) throws {
    let terminal = try prompt(arguments: ["--timeout", "1h"], home: try TemporaryFolder())
    if !isEditing {
      try terminal.type("print 6 * 7; repeat 1e12 {}\r")
      try terminal.wait(for: "the output") { $0.lines.contains("42") }
    }
    #expect(terminal.modes != terminal.modesAtStart)
    terminal.send(signal: signal)
    #expect(try terminal.waitForExit() == (signal == SIGALRM ? .code(124) : .signal(signal)))
    #expect(terminal.modes == terminal.modesAtStart)
  }

  @Test("init.nn runs before the prompt, unless --no-init is given")
  func initFile() throws {
    let home = try TemporaryFolder()
    try home.write("let greeting = 99\n", to: ".config/nnsh.nn")
    mkdir("\(home.path)/.config/nnsh", 0o700)
    try home.write("let greeting = 98765\n", to: ".config/nnsh/init.nn")
    let with = try prompt(home: home)
    try with.type("print greeting\r")
    try with.wait(for: "the value") { $0.lines.contains("98765") }
    let without = try prompt(arguments: ["--no-init"], home: home)
    try without.type("print greeting\r")
    try without.wait(for: "the error") { $0.text.contains("unknown name 'greeting'") }
  }

  @Test(
    "NO_COLOR turns off colors in the line and in errors; an empty value is ignored",
    arguments: ["", "1"])
  func color(_ value: String) throws {
    let terminal = try prompt(["NO_COLOR": value], home: try TemporaryFolder())
    try terminal.type("foo\r")
    try terminal.wait(for: "the error") { $0.text.contains("unknown command 'foo'") }
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(output.contains("\u{1B}[31merror:") == value.isEmpty)
    #expect(output.contains("\u{1B}[1mn") == value.isEmpty)
  }
}
