import TestSupport
import Testing

@Suite("Keys at a terminal")
struct EditingTests {
  @Test("Return enters the typed line")
  func typing() throws {
    let editor = try RunningEditor()
    try editor.enter("net 2 4 1\r", andGet: "net 2 4 1")
    try editor.enter("\r", andGet: "")
  }

  @Test(
    "Keys move and delete, in every form that terminals send",
    arguments: [
      ("bc\u{1B}[D\u{1B}[Da", "abc"), ("bc\u{1B}ODx\u{1B}OCy", "bxcy"),
      ("bc\u{1B}[Ha\u{1B}[Fd", "abcd"), ("bc\u{1B}[1~a\u{1B}[4~d", "abcd"), ("bc\u{1B}OHa\u{1B}OFd", "abcd"),
      ("bc\u{1}a\u{5}d", "abcd"), ("abc\u{1}\u{1B}[3~", "bc"), ("abc\u{1}\u{4}", "bc"), ("abc\u{7F}", "ab"),
      ("one two\u{1B}[1;5Dx", "one xtwo"), ("one two\u{1}\u{1B}[1;5Cx", "onex two"),
      ("one two\u{17}", "one "), ("one two\u{1B}b\u{15}", "two"), ("one two\u{1B}b\u{0B}", "one "),
      ("one two\u{1B}b\u{0B}\u{1}\u{19} ", "two one "),
      ("one\u{0B}", "one"), ("one two\u{1}\u{1B}d", " two"),
      // Ctrl-_ takes back a word, a deletion, a paste; then there is nothing left.
      ("one two\u{1F}", "one"), ("one two\u{1F}\u{1F}", ""), ("one two\u{1F}\u{1F}\u{1F}x", "x"),
      ("one two\u{17}\u{1F}", "one two"), ("one two\u{17}\u{1F}\u{1F}", "one"), ("ab\u{1}x\u{1F}y", "yab"),
      ("a\u{1B}[200~b\u{1B}[31mc\u{1B}[201~d", "ab[31mcd"), ("a\u{1B}[200~bc\u{1B}[201~\u{1F}", "a"),
    ])
  func keys(typed: String, expected: String) throws {
    let editor = try RunningEditor()
    try editor.enter(typed + "\r", andGet: expected)
  }

  @Test("Unknown keys leave no trace in the line")
  func unknownKeys() throws {
    let editor = try RunningEditor()
    try editor.enter("a\u{1B}[15~b\u{1B}[5~c\u{1B}[1;9Zd\u{1B}[[Ae\u{1B}OPf\r", andGet: "abcdef")
  }

  @Test("Characters of any width are edited one at a time")
  func wideCharacters() throws {
    let editor = try RunningEditor()
    try editor.type("über 日本 🧠 é", andSee: "nn> über 日本 🧠 é")
    #expect(editor.terminal.screen.column == 18)
    try editor.enter("\u{7F}\u{7F}\u{7F}\u{1B}[D\u{1B}[D\u{7F}x\r", andGet: "über x本 ")
  }

  @Test("A line longer than a row wraps and can be edited at its beginning")
  func longLine() throws {
    let editor = try RunningEditor()
    let long = String(repeating: "0123456789", count: 9)
    try editor.terminal.type(long + "\u{1}x")
    let all = "nn> x" + long
    try editor.terminal.wait(for: "three rows") { screen in
      screen.lines == [String(all.prefix(40)), String(all.dropFirst(40).prefix(40)), String(all.dropFirst(80))]
    }
    // It takes three rows, and the program prints below them.
    try editor.terminal.type("\r")
    try editor.terminal.wait(for: "got <x0123456789")
  }

  @Test("Return continues in the next row while a bracket is open")
  func continuation() throws {
    let editor = try RunningEditor()
    try editor.type("net (2\r", andSee: "nn> net (2")
    try editor.type("4", andSee: "  4")
    try editor.enter(")\r", andGet: "net (2|  4)")
  }

  @Test("Alt-Return always starts another row")
  func newline() throws {
    let editor = try RunningEditor()
    try editor.type("a\u{1B}\rb", andSee: "b")
    // Up goes to the row above, not into the history.
    try editor.enter("\u{1B}[Ax\r", andGet: "ax|b")
  }

  @Test("Ctrl-K deletes to the end of the row; at its end, it joins the next row")
  func killRow() throws {
    let editor = try RunningEditor()
    try editor.type("ab\u{1B}\rcd", andSee: "cd")
    try editor.enter("\u{1B}[A\u{1B}[D\u{0B}\r", andGet: "a|cd")
    try editor.type("ab\u{1B}\rcd", andSee: "cd")
    try editor.enter("\u{1B}[A\u{0B}\r", andGet: "abcd")
  }

  @Test("Three pasted lines are one entry that is edited and entered whole")
  func paste() throws {
    let editor = try RunningEditor(columns: 80)
    let output = String(decoding: editor.terminal.output, as: UTF8.self)
    #expect(output.contains("\u{1B}[?2004h"))
    try editor.type("\u{1B}[200~net 2 4 1\rforward 0 1\r\n\tbackward 1\n\u{1B}[201~", andSee: "        backward 1")
    try editor.enter("\u{7F}0\r", andGet: "net 2 4 1|forward 0 1|     backward 0")
    #expect(String(decoding: editor.terminal.output, as: UTF8.self).contains("\u{1B}[?2004l"))
  }

  @Test("A large paste arrives whole")
  func largePaste() throws {
    let editor = try RunningEditor()
    let lines = (1...2_000).map { "set w\($0) 0.5" }
    try editor.terminal.type("\u{1B}[200~" + lines.joined(separator: "\r") + "\u{1B}[201~\r")
    try editor.terminal.wait(for: "w2000 0.5>")
    let output = String(decoding: editor.terminal.output, as: UTF8.self)
    #expect(output.contains("got <" + lines.joined(separator: "|") + ">"))
  }

  @Test("Typing ahead of the prompt loses nothing")
  func typeAhead() throws {
    let editor = try RunningEditor()
    try editor.terminal.type("one\rtwo\rthree\r")
    try editor.terminal.wait(for: "got <three>")
    #expect(editor.terminal.screen.lines.filter { $0.hasPrefix("got") } == ["got <one>", "got <two>", "got <three>"])
  }

  @Test("vi mode works, with the usual history, Return and paste")
  func viKeys() throws {
    let home = try TemporaryFolder()
    write("bind -v\n", to: home.path + "/.editrc")
    let editor = try RunningEditor(home: home)
    try editor.type("bc\u{1B}", andSee: "nn> bc")
    // Escape is a key of its own only if nothing follows it.
    try editor.terminal.wait(for: "command mode") { $0.column == 5 }
    try editor.enter("0ia\u{1B}[Cx\r", andGet: "abxc")
    try editor.type("\u{1B}[A", andSee: "nn> abxc")
    try editor.enter("\u{1B}[200~1\r2\u{1B}[201~\r", andGet: "abxc1|2")
  }

  @Test("A terminal without a description is treated like an xterm")
  func unknownTerminal() throws {
    let editor = try RunningEditor(environment: ["TERM": "brand-new"])
    let long = String(repeating: "0123456789", count: 6)
    try editor.terminal.type(long + "\u{1}\u{1B}[Cab\u{1B}[D\u{7F}")
    try editor.terminal.wait(for: "both rows") { screen in
      screen.lines == ["nn> 0b1234567890123456789012345678901234", "567890123456789012345678" + "9"]
    }
    #expect(editor.terminal.screen.unknownSequences == [])
    // The terminal wraps the row itself, so that what is copied from it is one line.
    #expect(String(decoding: editor.terminal.output, as: UTF8.self).contains("345 \u{08}6789"))
  }

  @Test("Ctrl-L clears the screen except for the line")
  func clear() throws {
    let editor = try RunningEditor()
    try editor.enter("one\r", andGet: "one")
    try editor.terminal.type("two\u{0C}")
    try editor.terminal.wait(for: "a clear screen") { $0.lines == ["nn> two"] }
  }

  @Test("Output of the program is shown above the prompt")
  func above() throws {
    let editor = try RunningEditor()
    try editor.terminal.type("above 0123456789012345678901234567890123456789\u{1B}b\t")
    let line = ["nn> above 012345678901234567890123456789", "0123456789"]
    try editor.terminal.wait(for: "the lines") { $0.lines == ["a line above", "and another"] + line }
    #expect(editor.terminal.screen.row == 2 && editor.terminal.screen.column == 10)
    try editor.terminal.type("\u{3}below\r")
    try editor.terminal.wait(for: "the line") { $0.lines.suffix(3) == ["a line below", "got <below>", "nn>"] }
  }

  @Test("the locale C does not damage characters")
  func plainLocale() throws {
    let editor = try RunningEditor(environment: ["LC_ALL": "C"])
    try editor.enter("über 日本\u{7F}x\r", andGet: "über 日x")
  }

  @Test("~/.editrc is read but cannot rebind Return and Tab")
  func userBindings() throws {
    let home = try TemporaryFolder()
    write(
      "bind ^O ed-move-to-beg\nbind ^[[15~ ed-move-to-end\nbind ^I ed-insert\nbind ^M ed-insert\n",
      to: home.path + "/.editrc")
    let editor = try RunningEditor(home: home, environment: ["LISTS": "1"])
    try editor.enter("b\u{0F}a\u{1B}[15~c\r", andGet: "abc")
    try editor.type("for\t\t", andSee: "nn> for")
  }
}
