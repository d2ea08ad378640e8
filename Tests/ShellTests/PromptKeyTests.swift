import Glibc
import TestSupport
import Testing

/// Keys at the prompt of the built program, and what they leave on the screen.
@Suite struct PromptKeyTests {
  @Test("Tab quotes a file name with blanks and understands ~")
  func files() throws {
    let home = try TemporaryFolder()
    try home.write("print 6 * 111\n", to: "two words.nn")
    mkdir("\(home.path)/folder", 0o700)
    let terminal = try prompt(home: home)
    try terminal.type("source ~/two\t")
    try terminal.wait(forLastLine: "nn> source \"~/two words.nn\"")
    try terminal.type("\r")
    try terminal.wait(for: "the output") { $0.lines.contains("666") }
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("source ~/fol\t")
    try terminal.wait(forLastLine: "nn> source ~/folder/")
    try terminal.type("\u{15}print sig\t")
    try terminal.wait(for: "the functions") { $0.text.contains("\nnn> print sig\n sign(") }
    try terminal.type("m\t")
    try terminal.wait(forLastLine: "nn> print sigmoid(")
  }

  @Test("Ctrl-C in a list of completions leaves a clean prompt")
  func listInterrupted() throws {
    let terminal = try prompt(["NNSH_SCREEN_READER": "1"], home: try TemporaryFolder(), rows: 12)
    try terminal.type("\t")
    try terminal.wait(for: "more (space, return, q)")
    try terminal.type("\u{03}")
    try terminal.wait(forLastLine: "nn>")
    try terminal.type("net 2 1")
    try terminal.wait(forLastLine: "nn> net 2 1")
    #expect(!terminal.screen.text.contains("more"))
  }

  @Test("an entry taller than the screen scrolls to the cursor")
  func tallEntry() throws {
    let terminal = try prompt(home: try TemporaryFolder(), rows: 8, columns: 60)
    try terminal.type("repeat 2 {\r")
    for number in 1...12 { try terminal.type("print \(number)\r") }
    try terminal.wait(for: "the last rows") { $0.lines.contains("  print 12") && !$0.text.contains("repeat") }
    for _ in 1...11 { try terminal.type("\u{1B}[A") }
    try terminal.type("7")
    try terminal.wait(for: "the first rows") {
      $0.lines.contains("  7print 2") || $0.text.contains("77") || $0.lines.contains("7 print 2")
    }
    #expect(terminal.screen.lines.first == "nn> repeat 2 {")
    try terminal.type("\u{08}")
    try terminal.wait(for: "the row again") { $0.lines.contains("  print 2") }
    for _ in 1...11 { try terminal.type("\u{1B}[B") }
    try terminal.type("}\r")
    try terminal.wait(for: "the output") { $0.lines.contains("12") && $0.lines.last == "nn>" }
    #expect(terminal.screen.everything.split(separator: "\n").filter { $0 == "1" }.count == 2)
  }

  @Test(
    "keys edit the line",
    arguments: [
      // Joined kills come back together.
      ("one two three\u{17}\u{17}X\u{19}", "nn> one Xtwo three"),
      ("one two\u{01}\u{1B}d\u{1B}d\u{19}", "nn> one two"),
      // Ctrl-_ takes back a kill, and typed words one by one.
      ("one two\u{15}\u{1F}", "nn> one two"), ("one two\u{1F}", "nn> one"),
      // A combining mark belongs to its letter.
      ("xe\u{301}\u{7F}y", "nn> xy"), ("xe\u{301}\u{1B}[D\u{1B}[Dz", "nn> zxe\u{301}"),
      ("xe\u{301}\u{1B}[Dz", "nn> xze\u{301}"),
    ])
  func editing(_ keys: String, _ line: String) throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type(keys)
    try terminal.wait(forLastLine: line)
  }

  @Test("a brace that closes a block stands below the line that opens it")
  func brace() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("repeat 2 {\rrepeat 2 {\rprint 6 * 7\r}\r}")
    try terminal.wait(for: "the block") {
      $0.lines.suffix(5) == ["nn> repeat 2 {", "  repeat 2 {", "    print 6 * 7", "  }", "}"]
    }
  }

  @Test("the rest of a block with an error is not run outside it")
  func faultyBlock() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("repeat 2 {\rfoo\rprint 6 * 111\r}\r")
    try terminal.wait(for: "error: unknown command 'foo'")
    try terminal.wait(forLastLine: "nn>")
    #expect(!terminal.screen.lines.contains("666"))
    #expect(!terminal.screen.text.contains("unmatched"))
  }

  @Test("a prefix of several commands has no color, open brackets and pairs are marked")
  func colors() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    func styled(_ keys: String, _ condition: @escaping ([(style: String, text: String)]) -> Bool) throws {
      try terminal.type("\u{15}\(keys)")
      try terminal.wait(for: "the colors of \(keys)") { condition($0.styled(row: $0.row)) }
    }
    try styled("s") { $0.allSatisfy { $0.text != "s" } }
    try styled("sn") { $0.contains { $0 == ("32", "sn") } }
    try styled("print (1 + [2") { $0.filter { $0.style == "1;33" }.map(\.text) == ["(", "["] }
    try styled("print (1)") { $0.filter { $0.style == "1;4" }.map(\.text) == ["(", ")"] }
    try styled("print \"a") { $0.contains { $0 == ("1;33", "\"") } }
    try terminal.type("\u{15}net 2 1\r")
    try terminal.wait(forLastLine: "nn 2-1>")
    try styled("forward 0 1 2") { $0.contains { $0 == ("31", "2") } && $0.contains { $0 == ("36", "1") } }
  }

  @Test("the newest line that begins like this one is suggested, Right and Alt-f accept it")
  func suggestion() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("print 6 * 111\rpri")
    try terminal.wait(for: "the suggestion") { $0.styled(row: $0.row).contains { $0 == ("90", "nt 6 * 111") } }
    try terminal.type("\u{1B}f\u{1B}f")
    try terminal.wait(for: "two words") { $0.styled(row: $0.row).contains { $0 == ("90", " * 111") } }
    try terminal.type("\u{1B}[C\r")
    try terminal.wait(for: "the output") { $0.lines.filter { $0 == "666" }.count == 2 }
    try terminal.type("pri\u{1B}[D")
    try terminal.wait(forLastLine: "nn> pri")
  }

  @Test(
    "hints know the network and the values now",
    arguments: [
      ("forward ", "nn 2-2-1> forward i1 i2"), ("forward 0 ", "nn 2-2-1> forward 0 i2"),
      ("forward 0 1 1 ", "nn 2-2-1> forward 0 1 1 (2 expected, 3 given)"), ("backward ", "nn 2-2-1> backward o1"),
      ("set w1 ", "nn 2-2-1> set w1 VALUE  (now 0.25)"), ("rate ", "nn 2-2-1> rate NUMBER  (now 0.5)"),
      ("data split ", "nn 2-2-1> data split FRACTION [shuffle|sklearn]"),
    ])
  func hints(_ typed: String, _ line: String) throws {
    let home = try TemporaryFolder()
    try home.write("net 2 2 1; set w1 0.25\n", to: "start.nn")
    let terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/nnsh", ["-i", "\(home.path)/start.nn"],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "HOME": home.path, "XDG_STATE_HOME": home.path])
    try terminal.wait(forLastLine: "nn 2-2-1>")
    try terminal.type(typed)
    try terminal.wait(forLastLine: line)
  }

  @Test("Alt-e and edit open the user's editor")
  func edit() throws {
    let home = try TemporaryFolder()
    try home.write("#!/bin/sh\nsed -i 's/6/111 * 6/' \"$1\"\n", to: "editor")
    chmod("\(home.path)/editor", 0o700)
    let terminal = try prompt(["VISUAL": "\(home.path)/editor", "PATH": "/usr/bin:/bin"], home: home)
    try terminal.type("print 6\u{1B}e")
    try terminal.wait(forLastLine: "nn> print 111 * 6")
    try terminal.type("\r")
    try terminal.wait(for: "the output") { $0.lines.contains("666") }
    try terminal.type("edit\r")
    try terminal.wait(for: "the second output") { $0.lines.contains("73926") }
  }
}
