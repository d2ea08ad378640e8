import Glibc
import TestSupport
import Testing

/// How output looks at the prompt: laid out for the width, colored, page by page, or to be read aloud.
@Suite struct PromptScreenTests {
  @Test("an equation that does not fit is broken at = and at +, never in a number")
  func equations() throws {
    let terminal = try prompt(home: try TemporaryFolder(), columns: 60)
    try terminal.type("net 2 4 1; init constant 0.12345; detail off; forward 0 1; detail full; forward 0 1\r")
    try terminal.wait(for: "the outputs") { $0.text.contains("o1.out") && $0.lines.last == "nn 2-4-1>" }
    let lines = terminal.screen.lines
    guard let start = lines.firstIndex(where: { $0.hasPrefix("o1.net = ") }) else {
      return #expect(Bool(false), "\(terminal.screen.everything)")
    }
    #expect(
      lines[start..<start + 6] == [
        "o1.net = h1.out * w13 + h2.out * w14 + h3.out * w15", "         + h4.out * w16 + w17",
        "       = 0.561413 * 0.12345 + 0.561413 * 0.12345", "         + 0.561413 * 0.12345 + 0.561413 * 0.12345",
        "         + 0.12345", "       = 0.400676",
      ])
    // The operators are gray, and the result is bold.
    #expect(terminal.screen.styled(row: start).contains { $0 == ("90", "* ") })
    #expect(terminal.screen.styled(row: start + 5).last.map { $0 == ("1", "0.400676") } == true)
    let piped = try ProcessRun(
      PseudoTerminal.productsDirectory + "/nnsh", ["-c", "net 2 4 1; init constant 0.12345; forward 0 1"])
    #expect(
      piped.output.contains("o1.net = h1.out * w13 + h2.out * w14 + h3.out * w15 + h4.out * w16 + w17 = 0.561413"))
    #expect(!piped.output.contains("\u{1B}"))
  }

  @Test("no line of a session is wrapped by a terminal of 40 columns")
  func narrow() throws {
    let terminal = try prompt(home: try TemporaryFolder(), rows: 15, columns: 40)
    let commands = [
      "net 2 4 1", "forward 0 1", "backward 1", "update", "explain w1", "train 100", "show net", "plot loss", "test",
      "show history", "help train", "help start", "help keys",
    ]
    for command in commands {
      try terminal.type("\(command)\r")
      try terminal.wait(for: "the end of \(command)") {
        $0.lines.last == "nn 2-4-1>" && $0.column == 10 && $0.everything.contains("> \(command)\n")
      }
    }
    // A row that the terminal has wrapped reaches its last column.
    let full = terminal.screen.everything.split(separator: "\n").filter { $0.count >= 40 }
    #expect(full == [], "\(full.joined(separator: "\n"))")
  }

  @Test("output longer than the screen goes through the pager, shorter output does not")
  func pager() throws {
    let pager = ["PATH": "/usr/bin:/bin", "NNSH_PAGER": "sed 's/^/| /'"]
    let terminal = try prompt(pager, home: try TemporaryFolder(), rows: 20)
    try terminal.type("net 2 4 1; show weights\r")
    try terminal.wait(for: "the weights") { $0.lines.contains { $0.hasPrefix("w17 = ") } }
    try terminal.type("help\r")
    try terminal.wait(for: "the end of the page") { $0.lines.contains { $0.hasPrefix("|   name ") } }
    #expect(terminal.screen.everything.contains("| The network\n|   activation"))
    #expect(terminal.screen.unknownSequences == [])
    // What is not a page to read, or would swallow keys typed meanwhile, is written at once.
    try terminal.type("repeat 30 { print 6 * 111 }\r")
    try terminal.wait(for: "the block") { $0.lines.filter { $0 == "666" }.count > 15 }
    let without = try prompt(home: try TemporaryFolder(), rows: 20)
    try without.type("help\r")
    try without.wait(for: "the end of the help") { $0.lines.contains { $0.hasPrefix("  name ") } }
  }

  @Test("a pager that is not there is no reason to show nothing")
  func noPager() throws {
    let terminal = try prompt(["NNSH_PAGER": "/no/such/pager"], home: try TemporaryFolder(), rows: 20)
    try terminal.type("help\r")
    try terminal.wait(for: "the end of the help") { $0.lines.contains { $0.hasPrefix("  name ") } }
  }

  @Test("show net draws the units, the connections and tables of the weights")
  func network() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 2 1; init constant 0.5; set w2 -0.25; detail off; forward 0 1; backward 1; show net\r")
    try terminal.wait(for: "the tables") { $0.lines.contains("  bias    0.5") }
    let screen = terminal.screen.text
    for part in [
      "inputs", "sigmoid", "i1 0", "i2 1", "h1 0.731", "o1 0.774 (target 1)", "dotted: weights below 0",
      "  into h   h1     h2\n  i1      0.5  -0.25\n  i2      0.5    0.5\n  bias    0.5    0.5",
    ] {
      #expect(screen.contains(part), "\(screen)")
    }
    #expect(screen.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) })
    try terminal.type("net 784 100 10:softmax; show net\r")
    try terminal.wait(for: "a row for each layer") { $0.text.contains("  h        100     sigmoid       78500") }
  }

  @Test("for a screen reader nothing is painted, nothing drawn twice, and pictures are numbers")
  func screenReader() throws {
    let terminal = try prompt(["NNSH_SCREEN_READER": "1"], home: try TemporaryFolder())
    try terminal.type("net 2 4 1; data xor; train 300 updates; show net\r")
    try terminal.wait(for: "the network") { $0.text.contains("# 17 parameters") }
    try terminal.type("plot loss\r")
    try terminal.wait(for: "the numbers") { $0.lines.contains { $0.hasPrefix("epoch 75: 0.1") } }
    try terminal.type("train 1 seconds\r")
    try terminal.wait(for: "the end of the training") { $0.text.contains("stopped by the clock") }
    try terminal.type("net 2 4 1; fo\t\t")
    try terminal.wait(for: "the completion") { $0.text.contains("forward") }
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("━") && !output.contains("\u{1B}[90m") && !output.contains("┤"))
    #expect(!output.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
  }

  @Test("columns of wide, combining and right-to-left names are aligned, and marks that reorder are visible")
  func wideNames() throws {
    let home = try TemporaryFolder()
    try home.write("a,b,kind\n1,2,日本\n3,4,שלום\n2,2,e\u{301}\n5,5,x\u{202E}y\n", to: "names.csv")
    let terminal = try prompt(home: home)
    try terminal.type("data load ~/names.csv; net 2 4:softmax; loss cross-entropy; init zeros; test\r")
    try terminal.wait(for: "the last row of the table") { $0.text.contains("# target 日本") }
    let rows = terminal.screen.lines.filter { $0.hasPrefix("# target ") }
    #expect(rows.count == 4)
    // Every row counts one sample as of the first class; wide characters are an empty cell and another.
    #expect(rows.contains("# target 日本                    1     0        0        0"), "\(terminal.screen.everything)")
    #expect(rows.contains("# target שלום                    1     0        0        0"))
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{202E}"))
  }

  @Test("Tab offers what may be at this position, and its meaning")
  func positions() throws {
    let home = try TemporaryFolder()
    try home.write("print 1\n", to: "script.nn")
    let terminal = try prompt(home: home)
    func menu(_ typed: String, _ rows: String...) throws {
      try terminal.type("\u{15}\(typed)\t")
      try terminal.wait(for: "the menu of \(typed)") { screen in
        rows.allSatisfy { row in screen.lines.contains { $0.hasPrefix(row) } }
      }
      try terminal.type("\u{1B}")
      try terminal.wait(for: "no menu") { $0.lines.last?.hasPrefix("nn") == true }
    }
    try terminal.type("net 2 4 1\r")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    try menu("activation h ", " sigmoid", " tanh")
    try menu("data ", " xor", " load")
    try menu("train 100 ", " epochs", " until")
    try menu("show ", " net", " weights", " states")
    // A number or a new name is due: nothing is offered.
    for typed in ["train ", "snapshot ", "rate "] {
      try terminal.type("\u{15}\(typed)\t\t")
      try terminal.wait(for: "no menu for \(typed)") { $0.column == 10 + typed.count }
      try terminal.type("\u{15}print 6 * 111\r")
      try terminal.wait(for: "the line entered") { $0.lines.dropLast().last == "666" && $0.lines.last == "nn 2-4-1>" }
      try terminal.type("clear\r")
      try terminal.wait(for: "an empty screen") { $0.lines == ["nn 2-4-1>"] }
    }
    try terminal.type("\u{15}source ~/scr\t")
    try terminal.wait(forLastLine: "nn 2-4-1> source ~/script.nn")
  }

  @Test("a wrong number of epochs is said before anything else, and help fits the width")
  func messages() throws {
    let terminal = try prompt(home: try TemporaryFolder(), columns: 50)
    try terminal.type("net 2 4 1; train -5\r")
    try terminal.wait(for: "error: the number of epochs must be")
    #expect(!terminal.screen.text.contains("XOR"))
    try terminal.type("clear\rhelp optimizer\r")
    try terminal.wait(for: "the end of the help") { $0.lines.last?.hasPrefix("nn") == true && $0.lines.count > 5 }
  }
}
