import TestSupport
import Testing

/// What the prompt makes of a line: pastes, answers, errors, remarks.
@Suite struct PromptLineTests {
  @Test("a pasted session runs its commands, without prompts and results")
  func pastedSession() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    let session = "nn> net 2 1\rnn 2-1> repeat 2 {\r  print 6 * 7\r}\r42\r42\rnn 2-1> print 6 * 111\r666\r"
    try terminal.type("\u{1B}[200~\(session)\u{1B}[201~")
    try terminal.wait(for: "# 3 commands, 3 result lines left out")
    #expect(terminal.screen.lines.first?.hasPrefix("nnsh: a shell for neural networks") == true)
    #expect(!terminal.screen.text.contains("nn> nn>"))
    try terminal.type("\r")
    try terminal.wait(for: "the results") { $0.lines.contains("666") && $0.lines.filter { $0 == "42" }.count == 2 }
    #expect(!terminal.screen.text.contains("error"))
  }

  @Test("a prompt before a command is ignored where a terminal does not mark pastes")
  func typedSession() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("nn 2-4-1> print 6 * 111\r")
    try terminal.wait(for: "the result") { $0.lines.contains("666") }
  }

  @Test("the caret is directly under the typed line, and the message follows")
  func caret() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 1; forward 0 1 1\r")
    try terminal.wait(for: "help: forward 0 1")
    let lines = terminal.screen.lines
    guard let typed = lines.firstIndex(of: "nn> net 2 1; forward 0 1 1"), lines.count > typed + 3 else {
      return #expect(Bool(false), "\(terminal.screen.everything)")
    }
    #expect(lines[typed + 1] == "                         ^ the network is 2-1")
    #expect(lines[typed + 2] == "error: forward needs 2 inputs, got 3")
  }

  @Test("below other output the line is named as in a script")
  func caretAfterOutput() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("print 6 * 7; foo\r")
    try terminal.wait(for: "error: unknown command 'foo'")
    try terminal.type("print 6 * 111; print nothing_here\r")
    try terminal.wait(for: "<prompt>:1:22: error: unknown name 'nothing_here'")
  }

  @Test(
    "a value typed alone is answered, with the digits that are set",
    arguments: [
      ("let x = 2 / 3", "x", "x = 0.666667"), ("net 2 1; set w1 1.5", "w1", "w1 = 1.5"),
      ("digits 3", "1 / 3", "1 / 3 = 0.333"), ("net 2 1", "w1 > 100", "false"),
      ("let x = 1 / 3", "print x", "0.333333"), ("digits 17", "print 1 / 3", "0.3333333333333333"),
      ("net 2 1", "o1.out", "error: o1.out is not known yet"),
      ("net 2 1", "nothing", "error: unknown command 'nothing'"), ("net 2 1", "w1 = 5", "help: set w1 5"),
      ("net 2 1", "o1.out - w1", "error: o1.out is not known yet"),
      ("net 2 1", "w1 + foo", "error: unknown name 'foo'"),
      ("net 2 1; data or; train 1; digits 3", "loss", "# the value of it: print loss = 0.0864"),
      ("net 2 1", "what is a gradient?", "gradient"), ("net 2 1", "how do I train", "  train the network on the data"),
      ("net 2 1", "help learning rate", "learning-rate, step-size"),
      ("net 2 1", "trian - 5", "error: unknown command 'trian'"), ("net 2 1", "w1 == 5", "false"),
      ("net 2 1", "x = 5", "help: let x = 5"),
    ])
  func answer(_ before: String, _ typed: String, _ answer: String) throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("\(before)\r\(typed)\r")
    try terminal.wait(for: answer) { $0.lines.contains(answer) }
  }

  @Test("exit, ? and clear do what they say")
  func words() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("? undo\r")
    try terminal.wait(for: "undo the last commands")
    try terminal.type("clear\r")
    try terminal.wait(for: "an empty screen") { $0.lines == ["nn>"] }
    try terminal.type("exit 3\r")
    #expect(try terminal.waitForExit() == .code(3))
  }

  @Test("undo says what it took back, goto where it is, and break what can no longer happen")
  func remarks() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 4 1\rset w1 3\rundo\r")
    try terminal.wait(for: "# undone: set w1 3")
    try terminal.type("redo\r")
    try terminal.wait(for: "# redone: set w1 3")
    try terminal.type("goto 1\r")
    try terminal.wait(for: "# now after: net 2 4 1")
    try terminal.type("train 10\rbreak epoch = 12\rbreak epoch = 3\r")
    try terminal.wait(for: "# epoch is 10 already")
    try terminal.type("show history\r")
    try terminal.wait(for: "# > 4  break epoch = 3")
    #expect(terminal.screen.lines.count { $0.contains("already") } == 1)
  }

  @Test("forward says that it takes raw numbers, predict names the class")
  func normalized() throws {
    let home = try TemporaryFolder()
    try home.write("a,b,kind\n1,2,cat\n3,4,dog\n2,2,cat\n5,5,dog\n", to: "pets.csv")
    let terminal = try prompt(home: home)
    try terminal.type("data load ~/pets.csv; data normalize zscore; net 2 2:softmax; detail off\r")
    try terminal.type("loss cross-entropy; train 200; forward 5 5\r")
    try terminal.wait(for: "# inputs taken as they are")
    try terminal.type("predict 5 5\r")
    try terminal.wait(for: "# class dog")
  }

  @Test("a dumb terminal has a banner and a prompt")
  func dumb() throws {
    let terminal = try prompt(["TERM": "dumb"], home: try TemporaryFolder())
    #expect(terminal.screen.text.contains("help start shows the first steps"))
    try terminal.type("net 2 1\r")
    try terminal.wait(forLastLine: "nn 2-1>")
    try terminal.type("repeat 2 {\rprint 6 * 7\r}\r")
    try terminal.wait(for: "the results") { $0.lines.filter { $0.hasSuffix("42") }.count == 2 }
    // Ctrl-C takes back what has been typed.
    try terminal.type("repeat 2 {\rprint 8\r")
    try terminal.wait(for: "print 8")
    try terminal.type("\u{03}print 6 * 111\r")
    try terminal.wait(for: "666")
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}"))
    try terminal.type("\u{04}")
    #expect(try terminal.waitForExit() == .code(0))
  }
}
