import Glibc
import TestSupport
import Testing

@testable import LineEditor

@Suite("Tab, hints and colors")
struct CompletionTests {
  @Test("Tab completes the only matching name")
  func single() throws {
    let editor = try RunningEditor()
    try editor.enter("tr\t5\r", andGet: "train 5")
  }

  @Test("Tab inserts the common prefix, then lists the names")
  func list() throws {
    let editor = try RunningEditor(environment: ["LISTS": "1"])
    try editor.type("fo\t", andSee: "nn> for")
    try editor.terminal.type("\t")
    try editor.terminal.wait(for: "the list") { screen in
      screen.lines == ["nn> for", "forward  run the network on an input", "format   number of decimals", "nn> for"]
    }
    // The same list is not shown twice.
    try editor.enter("\tw\t1\r", andGet: "forward 1")
    #expect(editor.terminal.screen.text.occurrences(of: "forward  run") == 1)
  }

  @Test("A list longer than the window is shown in pages")
  func pages() throws {
    let editor = try RunningEditor(environment: ["LISTS": "1"])
    try editor.terminal.type("n\t")
    try editor.terminal.wait(for: "-- 50 more (space, return, q)")
    try editor.terminal.type(" ")
    try editor.terminal.wait(for: "-- 40 more (space, return, q)")
    try editor.terminal.type("q")
    try editor.terminal.wait(for: "the prompt") { $0.lines.suffix(2) == ["n20  number 20", "nn> n"] }
    try editor.enter("7\r", andGet: "n7")
  }

  @Test("A gray hint follows the line and disappears with the next key")
  func hint() throws {
    let editor = try RunningEditor()
    try editor.type("forward ", andSee: "nn> forward INPUT…")
    #expect(editor.terminal.screen.styled(row: 0).map(\.style) == ["1", "32", "90"])
    #expect(editor.terminal.screen.column == 12)
    try editor.type("1", andSee: "nn> forward 1")
    try editor.enter("\u{7F}\r", andGet: "forward ")
    #expect(editor.terminal.screen.lines.first == "nn> forward")
  }

  @Test("Colors follow the text wherever it is edited")
  func colors() throws {
    let editor = try RunningEditor()
    try editor.terminal.type("forwar 1\u{1}\u{1B}fd")
    try editor.terminal.wait(for: "green") { $0.styled(row: 0).map(\.text) == ["nn>", "forward"] }
    try editor.terminal.type("\u{7F}")
    try editor.terminal.wait(for: "no green") { $0.styled(row: 0).map(\.text) == ["nn>"] }
    #expect(editor.terminal.screen.lines == ["nn> forwar 1"])
    #expect(editor.terminal.screen.unknownSequences == [])
  }

  @Test("NO_COLOR means no colors and no hint")
  func noColor() throws {
    let editor = try RunningEditor(environment: ["NO_COLOR": "1"])
    try editor.enter("forward \r", andGet: "forward ")
    #expect(!String(decoding: editor.terminal.output, as: UTF8.self).contains("\u{1B}[3"))
    #expect(!editor.terminal.screen.everything.contains("INPUT"))
  }

  @Test("On a very narrow screen there are no colors either")
  func narrow() throws {
    let editor = try RunningEditor(columns: 19)
    try editor.type("forward 1", andSee: "nn> forward 1")
    try editor.enter("\r", andGet: "forward 1")
    #expect(!String(decoding: editor.terminal.output, as: UTF8.self).contains("\u{1B}[32m"))
    let wide = try RunningEditor(columns: 20)
    try wide.terminal.type("forward 1")
    try wide.terminal.wait(for: "green") { $0.styled(row: 0).map(\.text) == ["nn>", "forward"] }
  }

  @Test(
    "A row that the terminal itself has wrapped is followed by an empty one only if the line has one",
    arguments: [("abcd\nx", 1), ("abcd\n\nx", 2), ("abc\nx", 1)])
  func rewrapped(line: String, row: Int) {
    let layout = ScreenLayout(prompt: [], line: Array(line.unicodeScalars), columns: 4, isRewrapped: true)
    #expect(layout.end == ScreenLayout.Position(row: row, column: 1))
  }

  @Test("Rows are cut to the width, names without descriptions are listed side by side")
  func rows() {
    // For this thread only: widths of characters depend on the locale.
    let locale = newlocale(1 << LC_CTYPE, "C.UTF-8", nil)
    let previous = uselocale(locale)
    defer {
      uselocale(previous)
      freelocale(locale)
    }
    let described = CompletionResult(
      range: 0..<0, candidates: [.init("train", description: "repeat updates"), .init("let", description: "日本語")])
    #expect(described.rows(columns: 80) == ["train  repeat updates", "let    日本語"])
    #expect(described.rows(columns: 12) == ["train  repe", "let    日本"])
    let names = CompletionResult(range: 0..<0, candidates: ["a", "bbb", "cc", "d", "e"].map { .init($0) })
    #expect(names.rows(columns: 16) == ["a    cc   e", "bbb  d"])
  }

  @Test(
    "The common prefix consists of whole characters",
    arguments: [
      (["train", "transcript"], "tra"), (["a", "b"], ""), (["same", "same"], "same"), ([], ""), (["é", "è"], ""),
    ])
  func commonPrefix(names: [String], expected: String) {
    #expect(CompletionResult(range: 0..<0, candidates: names.map { .init($0) }).commonPrefix == expected)
  }
}
