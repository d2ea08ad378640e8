import Glibc
import TestSupport
import Testing

@Suite("Signals and the end of a session")
struct SignalTests {
  @Test("Ctrl-C drops the line and shows a new prompt")
  func interrupt() throws {
    let editor = try RunningEditor()
    try editor.type("some text\u{1}", andSee: "nn> some text")
    try editor.terminal.type("\u{03}")
    try editor.terminal.wait(for: "a new prompt") { $0.lines == ["nn> some text^C", "interrupted", "nn>"] }
    try editor.enter("on\r", andGet: "on")
  }

  @Test("While a command runs, Ctrl-C only sets a flag")
  func interruptedCommand() throws {
    let editor = try RunningEditor()
    try editor.type("wait\r", andSee: "waiting")
    try editor.terminal.type("\u{03}")
    try editor.terminal.wait(for: "stopped")
    try editor.terminal.wait(forLastLine: "nn>")
    try editor.enter("on\r", andGet: "on")
  }

  @Test("Ctrl-D ends the session on an empty line only")
  func endOfInput() throws {
    let editor = try RunningEditor()
    try editor.type("x\u{04}", andSee: "nn> x")
    try editor.terminal.type("\u{7F}\u{04}")
    #expect(try editor.terminal.waitForExit() == .code(0))
    #expect(editor.terminal.screen.lines == ["nn>", "end"])
    #expect(editor.terminal.modes == editor.terminal.modesAtStart)
  }

  @Test(
    "A fatal signal at the prompt restores the terminal and ends the process by that signal",
    arguments: [SIGTERM, SIGHUP, SIGQUIT])
  func terminated(signal: Int32) throws {
    let editor = try RunningEditor()
    try editor.type("half a li", andSee: "nn> half a li")
    let raw = editor.terminal.modes
    #expect(raw[3] & UInt32(ICANON | ECHO) == 0)
    editor.terminal.send(signal: signal)
    #expect(try editor.terminal.waitForExit() == .signal(signal))
    #expect(editor.terminal.modes == editor.terminal.modesAtStart)
    #expect(String(decoding: editor.terminal.output, as: UTF8.self).hasSuffix("\u{1B}[?2004l"))
  }

  @Test("A fatal signal while a command runs ends the process by that signal", arguments: [SIGTERM, SIGHUP])
  func terminatedCommand(signal: Int32) throws {
    let editor = try RunningEditor()
    try editor.type("wait\r", andSee: "waiting")
    editor.terminal.send(signal: signal)
    #expect(try editor.terminal.waitForExit() == .signal(signal))
    let canonical = UInt32(ICANON | ECHO)
    #expect(editor.terminal.modes[3] & canonical == canonical)
  }

  @Test("Ctrl-Z returns the terminal to the shell, and fg shows the line again")
  func suspend() throws {
    let home = try TemporaryFolder()
    let demo = PseudoTerminal.productsDirectory + "/LineEditorDemo"
    let terminal = try PseudoTerminal(
      "/bin/sh", ["-i", "-m"],
      environment: ["TERM": "xterm", "HOME": home.path, "PS1": "$ ", "LC_ALL": "C.UTF-8"], columns: 200)
    try terminal.wait(forLastLine: "$")
    try terminal.type(demo + "\r")
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("half")
    try terminal.wait(forLastLine: "nn> half")
    #expect(terminal.modes[3] & UInt32(ICANON) == 0)
    try terminal.type("\u{1A}")
    try terminal.wait(forLastLine: "$")
    #expect(terminal.modes[3] & UInt32(ICANON) != 0)
    try terminal.type("fg\r")
    try terminal.wait(forLastLine: "nn> half")
    try terminal.type(" a line\r")
    try terminal.wait(for: "got <half a line>")
  }

  @Test("A narrower window shows the whole line, and editing continues")
  func resize() throws {
    let editor = try RunningEditor(rows: 12, columns: 60)
    try editor.type("0123456789012345678901234567890123456789", andSee: "nn> 0123456789012345678901234567890123456789")
    editor.terminal.resize(rows: 12, columns: 30)
    try editor.terminal.wait(for: "two rows") {
      $0.lines.suffix(2) == ["nn> 01234567890123456789012345", "67890123456789"]
    }
    try editor.terminal.type("\u{1}x\u{5}y")
    try editor.terminal.wait(for: "the edited line") { screen in
      screen.lines.suffix(2) == ["nn> x0123456789012345678901234", "567890123456789y"]
    }
    editor.terminal.resize(rows: 12, columns: 60)
    try editor.enter("\r", andGet: "x0123456789012345678901234567890123456789y")
  }

  @Test("A hang-up of the terminal ends the program")
  func hangUp() throws {
    let editor = try RunningEditor()
    editor.terminal.hangUp()
    let exit = try editor.terminal.waitForExit()
    #expect(exit == .signal(SIGHUP) || exit == .code(0))
  }
}
