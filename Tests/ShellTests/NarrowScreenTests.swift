import TestSupport
import Testing

/// What fits a small terminal: pictures, tables, messages, and the line of a running training.
@Suite struct NarrowScreenTests {
  @Test("a picture and the next prompt fit a screen of 40 by 15")
  func pictures() throws {
    let terminal = try prompt(home: try TemporaryFolder(), rows: 15, columns: 40)
    try terminal.type("net 2 4 1; train 100; forward 0 1; backward 1\r")
    try terminal.wait(for: "the end") { $0.everything.contains("o1.delta") && $0.lines.last == "nn 2-4-1>" }
    let pictures = [
      ("plot loss", "# loss"), ("plot boundary", "# o1.out over"), ("plot activation tanh", "# tanh"),
      ("plot gradient w7", "# loss of"), ("plot units", "# outputs over"),
    ]
    for (command, title) in pictures {
      try terminal.type("clear\r")
      try terminal.wait(for: "an empty screen") { $0.lines == ["nn 2-4-1>"] }
      try terminal.type("\(command)\r")
      try terminal.wait(for: "\(command), whole") { screen in
        screen.lines.last == "nn 2-4-1>" && screen.lines.dropFirst().contains { $0.contains("1") }
          && screen.lines.contains { $0.hasPrefix(title) }
      }
    }
  }

  @Test("messages, tables and names of columns are laid out for 40 columns")
  func words() throws {
    let home = try TemporaryFolder()
    let kinds = ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]
    let rows = (0..<30).map { "\(4 + $0 % 3),\($0 % 7),\(kinds[$0 % 3])" }
    try home.write("\"sepal length (cm)\",petal width (cm),species\n\(rows.joined(separator: "\n"))\n", to: "iris.csv")
    let terminal = try prompt(home: home, rows: 30, columns: 40)
    let commands = [
      "data load ~/iris.csv", "show data 2", "net 2 3:softmax", "loss cross-entropy", "init zeros", "test",
      "plot confusion", "forward 0 1 1", "set w99 5", "print 1; forward 0,1", "forw 1", "rate abc", "export y.pdf",
      "net 2 4 relu 1", "activation h nothing", "train -5",
    ]
    for (number, command) in commands.enumerated() {
      try terminal.type("print 1000 + \(number)\r\(command)\r")
      try terminal.wait(for: "the end of \(command)") {
        $0.everything.contains("\n\(1000 + number)\n") && $0.everything.contains("> \(command)\n")
          && $0.lines.last?.last == ">"
      }
    }
    let all = terminal.screen.everything
    let full = all.split(separator: "\n").filter { $0.count >= 40 }
    #expect(full == [], "\(all)")
    for part in [
      "#  \"petal width (cm)\"", "#                    as 1  as 2  as 3", "\n# 2 Iris-versicolor    10",
      "                   the network is", "\nerror: forward needs 2 inputs, got 3\n",
    ] {
      #expect(all.contains(part), "\(part)\n\(all)")
    }
  }

  @Test("keys typed during a training are not shown in its line, and reach the prompt", arguments: [80, 40])
  func keys(_ columns: Int) throws {
    let terminal = try prompt(home: try TemporaryFolder(), columns: columns)
    try terminal.type("net 2 4 1; data xor; train 3 seconds\r")
    try terminal.wait(for: "the progress") { $0.lines.last?.contains("/3 s") == true }
    let shown = terminal.output.count
    try terminal.type("print 6 * 111\r")
    try terminal.wait(for: "the result") { $0.lines.contains("666") }
    let output = String(decoding: terminal.output.dropFirst(shown), as: UTF8.self)
    // Only the prompt has shown them.
    let line = output.split(separator: "stopped by").first ?? ""
    #expect(!line.contains("print") && line.contains("/3 s"), "\(output)")
    try terminal.type("train 1e9\r")
    try terminal.wait(for: "the progress") { $0.lines.last?.contains("/1000000000") == true }
    if columns == 80 { try terminal.wait(for: "the bar") { $0.lines.last?.contains("╸──") == true } }
    try terminal.type("\u{03}")
    try terminal.wait(for: "the prompt") { $0.lines.contains("^C") && $0.lines.last == "nn 2-4-1>" }
    try terminal.type("quit\r")
    #expect(try terminal.waitForExit() == .code(0))
    #expect(terminal.modes == terminal.modesAtStart)
  }

  @Test("for a screen reader the classes of a boundary are named, and long lists are short for everyone")
  func classes() throws {
    let terminal = try prompt(["NNSH_SCREEN_READER": "1"], home: try TemporaryFolder(), rows: 30)
    try terminal.type("net 2 8 1; show weights\r")
    try terminal.wait(for: "# 13 more: show weights all")
    #expect(terminal.screen.lines.filter { $0.contains("   # ") }.count == 20)
    try terminal.type(
      "data samples 0 0 : 1 0 / 1 1 : 0 1; data classes cat dog; net 2 2:softmax; loss cross-entropy; train 200\r")
    try terminal.wait(for: "the loss") { $0.text.contains("\nloss = ") && $0.lines.last == "nn 2-2>" }
    try terminal.type("clear\rplot boundary\r")
    try terminal.wait(for: "the last row") { $0.text.contains("i2 0: i1 0: cat") && $0.lines.last == "nn 2-2>" }
    #expect(terminal.screen.text.contains("i2 1: i1 0: "))
    #expect(!terminal.screen.text.contains("light") && !terminal.screen.text.contains("samples 1"))
  }
}
