import TestSupport
import Testing

/// A session recorded at the prompt: whatever the terminal shows, `nnsh test` accepts the file.
@Suite struct RecordingTests {
  private static let commands = [
    "net 2 8 1", "data noisy-xor 60 0.1", "show data", "train 300", "plot loss", "plot boundary", "plot weights",
    "plot activation tanh", "forward 0 1", "backward 1", "plot gradient w7", "plot units", "plot confusion", "show net",
    "show weights", "print 1 / 3", "explain w1", "undo", "redo", "show history", "show states", "rate 0.1",
    "goto 8", "diff 5", "help train", "help keys", "?", "w1", "data normalize zscore", "predict 0 1", "forward 0 1 1",
    "print 2; forward 1", "tra 10", "repe 2 { tra 5 }", "break epoch = 1", "data load ~/points.csv", "show log",
    "expect w1 = 7", "train 1 seconds", "show log", "plot loss", "test", "show settings",
  ]

  @Test("with every kind of picture and result", arguments: [(80, "s.md"), (40, "s.nn")])
  func accepted(_ columns: Int, _ file: String) throws {
    let home = try TemporaryFolder()
    try home.write("a,b,c\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n", to: "points.csv")
    let terminal = try prompt(home: home, columns: columns)
    func enter(_ command: String) throws {
      try terminal.type("\(command)\r")
      try terminal.wait(for: "the end of \(command)") {
        $0.everything.contains("> \(command)\n") && $0.lines.last?.hasPrefix("nn") == true && $0.lines.last?.last == ">"
      }
    }
    try enter("seed 3; net 2 2 1; set w1 0.25")
    try enter("record ~/\(file)")
    for (number, command) in Self.commands.enumerated() {
      // Some commands are entered twice, and some have no output.
      try enter("print 1000 + \(number)")
      try enter(command)
    }
    try interruptTraining(terminal)
    try terminal.type("exit\r")
    #expect(try terminal.waitForExit() == .code(0))
    let text = contents(of: "\(home.path)/\(file)") ?? ""
    let run = try ProcessRun(PseudoTerminal.productsDirectory + "/nnsh", ["test", "\(home.path)/\(file)"])
    #expect(run.exit == .code(0), "\(run.output)\(run.errors)\n\(text)")
    #expect(!text.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) || $0 == "\u{1B}" })
    for piece in [
      "# loss: ", "samples x above, o below", "print 1 / 3\n", "0.3333333333333333\n", "repeat 2 { train 5 }",
    ] {
      #expect(text.contains(piece), "\(piece)\n\(text)")
    }
  }

  /// A training interrupted and continued, and one that is lost: the recording goes as far.
  private func interruptTraining(_ terminal: PseudoTerminal) throws {
    for command in ["train 1e9", "continue"] {
      try terminal.type("clear\r\(command)\r")
      try terminal.wait(for: "the progress") { $0.lines.last?.contains("/1000000000") == true }
      try terminal.type("\u{03}")
      try terminal.wait(for: "the prompt") { $0.text.contains("# interrupted") && $0.lines.last?.last == ">" }
    }
    try terminal.type("digest; train 10; digest\r")
    try terminal.wait(for: "the loss") { $0.text.contains("# 10 epochs") && $0.lines.last?.last == ">" }
  }
}
