import TestSupport
import Testing

/// The line that shows how far a training is.
@Suite struct ProgressTests {
  @Test("a long training shows its progress, which is gone when it is done", arguments: [100, 40])
  func progress(_ columns: Int) throws {
    let terminal = try prompt(home: try TemporaryFolder(), columns: columns)
    try terminal.type("net 2 4 1; data xor; train 1e12\r")
    try terminal.wait(for: "the progress") { $0.lines.last?.contains("/1000000000000") == true }
    #expect(terminal.screen.lines.last?.contains("loss ") == true || columns == 40)
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

  @Test("a dumb terminal gets no progress and no dots")
  func dumb() throws {
    let terminal = try prompt(["TERM": "dumb"], home: try TemporaryFolder())
    try terminal.type("net 2 4 1; data xor; train 1 seconds; plot activation tanh\r")
    try terminal.wait(forLastLine: "nn 2-4-1>")
    let output = String(decoding: terminal.output, as: UTF8.self)
    #expect(!output.contains("━") && !output.contains("\u{1B}") && output.contains("dotted its derivative"))
  }
}
