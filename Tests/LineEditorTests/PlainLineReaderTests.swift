import Glibc
import TestSupport
import Testing

@testable import LineEditor

@Suite("Lines without a terminal")
struct PlainLineReaderTests {
  /// All lines of an input, read through a pipe.
  private func lines(of bytes: [UInt8]) throws -> [String] {
    var ends: [Int32] = [-1, -1]
    try #require(pipe(&ends) == 0)
    defer { close(ends[0]) }
    // A pipe takes this many bytes at once.
    try #require(bytes.count <= 1 << 16)
    #expect(write(ends[1], bytes, bytes.count) == bytes.count)
    close(ends[1])
    var reader = PlainLineReader(descriptor: ends[0])
    var result: [String] = []
    while case .line(let line) = try reader.readLine() { result.append(line) }
    #expect(try reader.readLine() == .endOfInput)
    return result
  }

  @Test(
    "Lines end with a newline, a carriage return and newline, or the end of the input",
    arguments: [
      ("", []), ("\n", [""]), ("a", ["a"]), ("a\n", ["a"]), ("a\nb", ["a", "b"]), ("a\r\nb\r\n", ["a", "b"]),
      ("a\n\nb", ["a", "", "b"]), ("a\rb\n", ["a\rb"]), ("a\u{0}b\n", ["a\u{0}b"]), ("grün 日本\n", ["grün 日本"]),
    ])
  func ends(input: String, expected: [String]) throws {
    #expect(try lines(of: Array(input.utf8)) == expected)
  }

  @Test("Bytes that are not UTF-8 become replacement characters")
  func invalid() throws {
    #expect(try lines(of: [0x61, 0xFF, 0x62, 0x0A, 0xC3]) == ["a\u{FFFD}b", "\u{FFFD}"])
  }

  @Test("A line may be longer than a block")
  func long() throws {
    let folder = try TemporaryFolder()
    let path = folder.path + "/lines"
    let long = String(repeating: "0123456789", count: 50_000)
    write("first\n" + long + "\nlast", to: path)
    let descriptor = open(path, O_RDONLY)
    defer { close(descriptor) }
    var reader = PlainLineReader(descriptor: descriptor)
    #expect(try reader.readLine() == .line("first"))
    #expect(try reader.readLine() == .line(long))
    #expect(try reader.readLine() == .line("last"))
    #expect(try reader.readLine() == .endOfInput)
  }

  @Test("Reading a folder fails with the system's reason")
  func folder() throws {
    let descriptor = open("/", O_RDONLY)
    defer { close(descriptor) }
    #expect(throws: PlainLineReader.ReadFailure(code: EISDIR)) {
      var reader = PlainLineReader(descriptor: descriptor)
      _ = try reader.readLine()
    }
  }

  @Test("A dumb or unnamed terminal gets no editor", arguments: ["dumb", "emacs", ""])
  func dumbTerminal(name: String) throws {
    let terminal = try PseudoTerminal(
      PseudoTerminal.productsDirectory + "/LineEditorDemo", environment: ["TERM": name, "HOME": "/nonexistent"])
    try terminal.wait(for: "no terminal")
    try terminal.type("a line\n\u{04}")
    try terminal.wait(for: "got <a line>")
    #expect(try terminal.waitForExit() == .code(0))
    #expect(!terminal.output.contains(0x1B))
  }
}
