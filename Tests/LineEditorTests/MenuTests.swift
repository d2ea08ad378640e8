import TestSupport
import Testing

@Suite("The menu of completions below the line")
struct MenuTests {
  /// The demo's line `fo` with the menu of its two completions.
  private func opened(environment: [String: String] = [:], rows: Int = 12, columns: Int = 40) throws -> RunningEditor {
    let editor = try RunningEditor(environment: environment, rows: rows, columns: columns)
    try editor.terminal.type("fo\t")
    try editor.terminal.wait(for: "the common beginning") { $0.lines.last == "nn> for" }
    try editor.terminal.type("\t")
    try editor.terminal.wait(for: "the menu") { $0.lines.suffix(3) == ["nn> for"] + MenuTests.rows }
    return editor
  }

  private static let rows = [" forward  run the network on an input", " format   number of decimals"]

  @Test(
    "Tab and the arrows choose, Return takes the choice",
    arguments: [
      ("\t\r", "forward "), ("\t\t\r", "format "), ("\u{1B}[B\u{1B}[B\r", "format "), ("\u{1B}[A\r", "format "),
      ("\t\t\t\r", "forward "), ("\u{1B}[Z\u{1B}[Z\r", "forward "), ("\t 1", "forward 1"),
    ])
  func choose(_ keys: String, _ line: String) throws {
    let editor = try opened()
    try editor.terminal.type(keys)
    try editor.terminal.wait(for: "the line") {
      $0.lines.last?.hasPrefix("nn> \(line)".trimmed) == true && $0.column == 4 + line.count
    }
    try editor.enter("\r", andGet: line)
  }

  @Test("the choice is marked")
  func marked() throws {
    let editor = try opened()
    try editor.terminal.type("\t")
    try editor.terminal.wait(for: "the mark") { screen in
      screen.styled(row: screen.row + 1).contains { $0.style == "7" && $0.text.hasPrefix(" forward") }
        && screen.styled(row: screen.row + 2).allSatisfy { $0.style != "7" }
    }
    let plain = try opened(environment: ["NO_COLOR": "1"])
    try plain.terminal.type("\t")
    try plain.terminal.wait(for: "the mark") { $0.lines.contains(">forward  run the network on an input") }
    #expect(!String(decoding: plain.terminal.output, as: UTF8.self).contains("\u{1B}[7m"))
  }

  @Test("characters filter, Backspace shows more again, and Tab takes the only one left")
  func filter() throws {
    let editor = try opened()
    try editor.terminal.type("m")
    try editor.terminal.wait(for: "one row") { $0.lines == ["nn> form", " format  number of decimals"] }
    try editor.terminal.type("\u{7F}")
    try editor.terminal.wait(for: "both rows") { $0.lines == ["nn> for"] + MenuTests.rows }
    try editor.enter("w\t2\r", andGet: "forward 2")
  }

  @Test(
    "Escape leaves the menu and the line as it was; other keys leave it and act",
    arguments: [("\u{1B}", "nn> for"), ("x", "nn> forx"), ("\u{1}x", "nn> xfor"), ("\u{1B}[Dx", "nn> foxr")])
  func leave(_ keys: String, _ line: String) throws {
    let editor = try opened()
    try editor.terminal.type(keys)
    try editor.terminal.wait(for: "the line") { $0.lines == [line] }
  }

  @Test("Return without a choice enters the line")
  func enter() throws {
    try opened().enter("\r", andGet: "for")
  }

  @Test("Ctrl-C ends the line, and nothing of the menu stays")
  func interrupt() throws {
    let editor = try opened()
    try editor.terminal.type("\t\u{03}")
    try editor.terminal.wait(for: "a new prompt") { $0.lines == ["nn> for^C", "interrupted", "nn>"] }
    try editor.enter("train 1\r", andGet: "train 1")
  }

  @Test("at the bottom of the screen the rows above scroll, and a long menu scrolls itself")
  func scrolling() throws {
    let editor = try RunningEditor(rows: 8)
    for number in 1...4 { try editor.enter("\(number)\r", andGet: "\(number)") }
    try editor.terminal.type("n\t")
    try editor.terminal.wait(for: "the menu") {
      $0.lines.suffix(7) == [
        "nn> n", " n1   number 1", " n2   number 2", " n3   number 3", " n4   number 4", " n5   number 5",
        " 1 to 5 of 60",
      ]
    }
    #expect(editor.terminal.screen.column == 5)
    try editor.terminal.type("\u{1B}[A")
    try editor.terminal.wait(for: "the end") { $0.lines.suffix(2) == [" n60  number 60", " 56 to 60 of 60"] }
    try editor.enter("\r5\r", andGet: "n60 5")
    #expect(!editor.terminal.screen.text.contains("number"))
  }

  @Test("a menu is below the last row of the line")
  func severalRows() throws {
    let editor = try RunningEditor(rows: 12, columns: 30)
    try editor.terminal.type("let something = 1 and 2 and fo\t")
    try editor.terminal.wait(for: "the common beginning") { $0.lines.last == "d for" }
    try editor.terminal.type("\t")
    try editor.terminal.wait(for: "the menu") {
      $0.lines.suffix(3) == ["d for", " forward  run the network o…", " format   number of decimals"] && $0.column == 5
    }
    try editor.terminal.type("\t\t\r")
    try editor.terminal.wait(for: "the choice") { $0.lines == ["nn> let something = 1 and 2 an", "d format"] }
  }

  @Test("a menu follows the size of the window")
  func resize() throws {
    let editor = try opened()
    editor.terminal.resize(rows: 12, columns: 25)
    try editor.terminal.wait(for: "shorter rows") {
      $0.lines == ["nn> for", " forward  run the netw…", " format   number of de…"]
    }
    try editor.enter("\t\r\r", andGet: "forward ")
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
