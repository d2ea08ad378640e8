import TestSupport
import Testing

/// The line that shows how far a training is.
@Suite struct ProgressTests {
  @Test("a long training shows its progress, which is gone when it is done", arguments: [100, 40])
  func progress(_ columns: Int) throws {
    let terminal = try prompt(home: try TemporaryFolder(), columns: columns)
    try terminal.type("net 2 4 1; data xor; train 1e12\r")
    try terminal.wait(for: "the progress") { $0.lines.last?.contains("/1000000000000") == true }
    #expect(terminal.screen.lines.last?.contains("loss ") == true)
    #expect((terminal.screen.lines.last?.count ?? 0) < columns)
    try terminal.type("\u{03}")
    try terminal.wait(for: "the prompt") { $0.lines.last == "nn 2-4-1>" && $0.text.contains("interrupted after") }
    #expect(terminal.screen.text.contains("loss ="))
    #expect(!terminal.screen.text.contains("/1000000000000"))
    try terminal.type("train 1 seconds; print 6 * 111\r")
    try terminal.wait(for: "the end") { $0.lines.contains("666") }
    #expect(!terminal.screen.text.contains("/1 s"))
  }

  @Test("keys typed while a training shows its progress reach the next prompt")
  func typedAhead() throws {
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("net 2 4 1; data xor; train 2 seconds\r")
    try terminal.wait(for: "/2 s")
    try terminal.type("print 6 * 111\r")
    try terminal.wait(for: "the output") { $0.lines.contains("666") }
  }

  @Test("a training that shows its progress has the result and the curve of one that does not")
  func sameResult() throws {
    let script = "net 2 8 1; data xor; shuffle on; rate 0.1; train 100000; digest; plot loss"
    let piped = try ProcessRun(PseudoTerminal.productsDirectory + "/nnsh", ["-c", script]).output
    let terminal = try prompt(home: try TemporaryFolder())
    try terminal.type("\(script)\r")
    try terminal.wait(for: "the end") { $0.text.contains("# loss: ") && $0.lines.last == "nn 2-8-1>" }
    let kept = piped.split(separator: "\n").filter {
      $0.hasPrefix("# loss: ") || $0.count == 16 && $0.allSatisfy(\.isHexDigit)
    }
    #expect(kept.count == 2)
    for line in kept { #expect(terminal.screen.lines.contains(String(line))) }
  }

  @Test("loading, testing, and running a file of many commands show how far they are")
  func otherWork() throws {
    let home = try TemporaryFolder()
    try home.write(String(repeating: "0.125,0.25,0.5,1\n", count: 500_000), to: "large.csv")
    try home.write(String(repeating: "check y = 1 + 1 = 2\n", count: 5_000) + "print 6 * 111\n", to: "checks.nn")
    // A moment is 0.3 s on a clock that runs thirty times as fast.
    let clock = try preloadable("fast_clock", in: home)
    let terminal = try prompt(["LD_PRELOAD": clock], home: home)
    func shows(_ command: String, _ result: String, _ task: String) throws {
      try terminal.type("\(command)\r")
      try terminal.wait(for: "the end of \(command)") { $0.lines.contains(result) && $0.lines.last?.last == ">" }
      let output = String(decoding: terminal.output, as: UTF8.self)
      #expect(output.contains("\r  \(task) ━") || output.contains("\r  \(task) ╸"), "\(command)")
      #expect(!terminal.screen.text.contains("  \(task) "))
    }
    try shows("data load ~/large.csv", "# large.csv: 500000 samples of 3 inputs and 1 target", "reading large.csv")
    try shows("data noisy-xor 200000 0.1; net 2 200 1; test", "# 200000 samples of noisy-xor 200000 0.1", "testing")
    try shows("source ~/checks.nn", "666", "running checks.nn")
    let script = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/nnsh", ["\(home.path)/checks.nn"],
      environment: ["TERM": "xterm", "LC_ALL": "C.UTF-8", "LD_PRELOAD": clock])
    #expect(try script.waitForExit() == .code(0))
    #expect(String(decoding: script.output, as: UTF8.self).contains("\r  running checks.nn ━"))
    #expect(script.screen.lines.last == "666")
  }

  @Test("a dumb terminal gets no progress and no dots")
  func dumb() throws {
    let terminal = try prompt(["TERM": "dumb"], home: try TemporaryFolder())
    try terminal.type("net 2 4 1; data xor; train 1 seconds; plot activation tanh\r")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("━") && !output.contains("\u{1B}") && output.contains("dotted its derivative"))
  }
}
