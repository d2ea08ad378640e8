import Glibc
import TestSupport
import Testing

@testable import LineEditor

@Suite("History")
struct HistoryTests {
  @Test("Up finds the lines of an earlier session, several rows included")
  func acrossSessions() throws {
    let home = try TemporaryFolder()
    do {
      let first = try RunningEditor(home: home)
      try first.enter("net 2 4 1\r", andGet: "net 2 4 1")
      try first.terminal.type("\u{1B}[200~let a = '\\n'\rlet b = 2\u{1B}[201~\r")
      try first.terminal.wait(for: "got <let a")
      try first.terminal.wait(forLastLine: "nn>")
      #expect(permissions(of: first.historyPath) == 0o600)
      #expect(permissions(of: home.path + "/state/linedemo") == 0o700)
      #expect(contents(of: first.historyPath) == "net 2 4 1\nlet a = '\\\\n'\\nlet b = 2\n")
      try first.terminal.type("exit\r")
      #expect(try first.terminal.waitForExit() == .code(0))
    }
    let second = try RunningEditor(home: home)
    try second.type("\u{1B}[A", andSee: "nn> exit")
    try second.type("\u{1B}[A", andSee: "let b = 2")
    try second.enter("\r", andGet: "let a = '\\n'|let b = 2")
  }

  @Test("Up and Down browse lines that begin like the draft, and the draft survives")
  func prefix() throws {
    let editor = try RunningEditor()
    for line in ["net 2 4 1", "train 5", "net 3 1"] { try editor.enter(line + "\r", andGet: line) }
    try editor.type("net\u{1B}[A", andSee: "nn> net 3 1")
    try editor.type("\u{1B}OA", andSee: "nn> net 2 4 1")
    try editor.type("\u{1B}[B", andSee: "nn> net 3 1")
    try editor.type("\u{1B}[B", andSee: "nn> net")
    try editor.enter("\u{10}\u{10}\u{0E}\r", andGet: "net 3 1")
  }

  @Test("Control and reordering characters of a history file do not reach the terminal")
  func hiddenCharacters() throws {
    let home = try TemporaryFolder()
    for folder in ["state", "state/linedemo"] { mkdir("\(home.path)/\(folder)", 0o700) }
    try home.write("a\u{202E}b\u{1B}[31m\u{2066}\u{7}\n", to: "state/linedemo/history")
    let editor = try RunningEditor(home: home)
    try editor.type("\u{1B}[A", andSee: "nn> a\u{FFFD}b^[[31m\u{FFFD}^G")
  }

  @Test("A draft of 3,000 characters survives Up and Down")
  func longDraft() throws {
    let editor = try RunningEditor(rows: 50, columns: 200)
    try editor.enter("x\r", andGet: "x")
    let draft = "x" + String(repeating: "0123456789", count: 300)
    try editor.terminal.type(draft + "\u{1}\u{0B}\u{1B}[A\u{1B}[B\u{19}\u{1B}[A\u{1B}[B\r")
    try editor.terminal.wait(forLastLine: "nn>")
    try editor.terminal.wait(for: "the draft") { screen in
      screen.everything.split(separator: "\n").joined().contains("got <" + draft + ">")
    }
  }

  @Test("Ctrl-R searches while typing; Ctrl-R finds the next, Return enters the entry found")
  func search() throws {
    let editor = try RunningEditor()
    for line in ["forward 0 1", "train 5", "forward 1 1"] { try editor.enter(line + "\r", andGet: line) }
    try editor.type("draft\u{12}war", andSee: "(search) `war': forward 1 1")
    try editor.type("\u{12}", andSee: "(search) `war': forward 0 1")
    try editor.type("\u{12}", andSee: "(failed search) `war': forward 0 1")
    try editor.type("\u{13}", andSee: "(search) `war': forward 1 1")
    try editor.type("\u{07}", andSee: "nn> draft")
    try editor.type("\u{12}ain", andSee: "(search) `ain': train 5")
    try editor.type("\u{1B}[F", andSee: "nn> train 5")
    try editor.enter("0\r", andGet: "train 50")
    try editor.enter("\u{12}0 1\r", andGet: "forward 0 1")
  }

  @Test("Backspace in an empty search ends it")
  func emptySearch() throws {
    let editor = try RunningEditor()
    try editor.enter("train 5\r", andGet: "train 5")
    try editor.type("draft\u{12}", andSee: "(search) `': draft")
    try editor.type("\u{7F}", andSee: "nn> draft")
    try editor.enter("s\r", andGet: "drafts")
  }

  @Test("What a search has found is marked in the line")
  func marked() throws {
    let editor = try RunningEditor()
    for line in ["show 日本 train", "train 5"] { try editor.enter(line + "\r", andGet: line) }
    try editor.terminal.type("\u{12}rai")
    try editor.terminal.wait(for: "the mark") { $0.styled(row: $0.row).contains { $0 == ("7", "rai") } }
    try editor.terminal.type("\u{12}")
    try editor.terminal.wait(for: "the mark in the older line") { screen in
      screen.text.contains("show") && screen.styled(row: screen.row).contains { $0 == ("7", "rai") }
    }
    try editor.type("\u{1B}[F", andSee: "nn> show 日本 train")
    try editor.terminal.wait(for: "no mark") { $0.styled(row: $0.row).allSatisfy { $0.style != "7" } }
  }

  @Test("Ctrl-C ends a search and the line, not the program")
  func interruptedSearch() throws {
    let editor = try RunningEditor()
    try editor.enter("train 5\r", andGet: "train 5")
    try editor.type("\u{12}tr", andSee: "(search) `tr': train 5")
    try editor.terminal.type("\u{03}")
    try editor.terminal.wait(for: "a new prompt") { $0.lines.suffix(2) == ["interrupted", "nn>"] }
    try editor.enter("still here\r", andGet: "still here")
  }

  @Test("Repeated lines, blank lines and lines beginning with a blank are not kept")
  func notKept() {
    var history = History(limit: 10)
    let kept = ["a", "a", "", " b", "\tb", "b", "a"].map { history.add($0) }
    #expect(kept == [true, false, false, false, false, true, true])
    #expect(history.entries == ["a", "b", "a"])
  }

  @Test("A search matches anywhere in an entry and stops at both ends of the history")
  func match() {
    let history = History(entries: ["forward 1", "train 5", "forward 2"], limit: 10)
    #expect(history.match("ward", atOrBefore: 2) == 2)
    #expect(history.match("ward", atOrBefore: 1) == 0)
    #expect(history.match("ward", atOrBefore: -1) == nil)
    #expect(history.match("ward", atOrAfter: 1) == 2)
    #expect(history.match("ward", atOrAfter: 3) == nil)
    #expect(History(limit: 10).match("ward", atOrBefore: -1) == nil)
  }

  @Test("The newest entries are kept when there are too many")
  func limit() {
    var history = History(limit: 4)
    for index in 1...100 { history.add("\(index)") }
    #expect(history.entries.count <= 5)
    #expect(history.entries.suffix(4) == ["97", "98", "99", "100"])
  }

  @Test(
    "An entry is read as it was written",
    arguments: ["plain", "two\nlines", "back\\slash", "\\n", "ends in \\", "\\\n\\", "grün 日本\u{0}x"])
  func escapes(entry: String) {
    let line = HistoryFile.line(for: entry)
    #expect(!line.contains("\n"))
    #expect(HistoryFile.entry(from: line.utf8) == entry)
  }

  @Test("A line written by hand may have backslashes")
  func handwritten() {
    #expect(HistoryFile.entry(from: "a\\tb\\".utf8) == "a\\tb\\")
  }

  @Test("Two sessions share one file; a file that is too long is cut to the newest entries")
  func file() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/deep/er/history"
    let (one, two) = (HistoryFile(path: path, limit: 4), HistoryFile(path: path, limit: 4))
    #expect(try one.load() == [])
    for index in 1...3 {
      try one.append("one \(index)")
      try two.append("two \(index)")
    }
    #expect(try one.load() == ["one 2", "two 2", "one 3", "two 3"])
    try one.append("one 4")
    #expect(try two.load() == ["two 2", "one 3", "two 3", "one 4"])
    #expect(contents(of: path) == "two 2\none 3\ntwo 3\none 4\n")
    #expect(permissions(of: path) == 0o600)
  }

  @Test("A file that others can read is made private")
  func openFile() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/history"
    write("old\n", to: path)
    chmod(path, 0o644)
    let file = HistoryFile(path: path, limit: 10)
    try file.append("new")
    #expect(try file.load() == ["old", "new"])
    #expect(permissions(of: path) == 0o600)
  }

  @Test("A history file that cannot be used is reported once, and the session continues")
  func unusable() throws {
    let home = try TemporaryFolder()
    write("", to: home.path + "/state")
    let editor = try RunningEditor(home: home)
    try editor.enter("one\r", andGet: "one")
    try editor.enter("two\r", andGet: "two")
    try editor.type("\u{1B}[A\u{1B}[A", andSee: "nn> one")
    let reports = editor.terminal.screen.lines.filter { $0.hasPrefix("history: cannot") }
    #expect(reports.count == 1)
  }
}
