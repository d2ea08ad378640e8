import Expressions
import Testing

@Suite struct EscapingTests {
  @Test(
    "a character is escaped also where an accent follows it, and nothing else changes",
    arguments: [
      ("a\"b", "a\\\"b"), ("a\"\u{301}b", "a\\\"\u{301}b"), ("\"\u{301}", "\\\"\u{301}"), ("\r\n", "\r"),
      ("é\u{301}", "é\u{301}"), ("", ""), ("\u{37E};", "\u{37E};"),
    ])
  func scalars(_ text: String, _ expected: String) {
    #expect(Array(text.escaping(["\"": "\\\"", "\n": ""]).utf8) == Array(expected.utf8))
  }

  @Test(
    "a string is read back as it was", arguments: ["\"\u{301}", "{\u{301}x}", "\\\u{301}", "\n\t\"{\\", "a\u{37E}b"])
  func string(_ text: String) throws {
    let printed = Expression(.text([.plain(text)])).description
    var cursor = Cursor(printed)
    let read = try cursor.readText()
    #expect(cursor.position == printed.utf8.count)
    #expect(Array(read.description.utf8) == Array(printed.utf8))
  }
}
