import TestSupport
import Testing

@Suite("source")
struct SourceCommandTests {
  @Test("every syntax error of a sourced file is reported in that file, and expect error matches it")
  func sourced() throws {
    let folder = try TemporaryFolder()
    try folder.write("foo\nprint 1\nbar 2\n", to: "bad.nn")
    let session = TestSession()
    let path = "\(folder.path)/bad.nn"
    let messages = try session.run("print 0; source \"\(path)\"")
    #expect(messages.hasPrefix("0\n\(path):1:1: error: unknown command 'foo'\n"))
    #expect(messages.contains("\n\(path):3:1: error: unknown command 'bar'\n"))
    #expect(messages.contains("from test.nn:1"))
    #expect(try session.run("expect error \"foo\" source \"\(path)\"") == "")
  }

  @Test("a path is relative to the file that contains it, and definitions of the file are kept")
  func relative() throws {
    let folder = try TemporaryFolder()
    try folder.write("source 'b.nn'\n", to: "sub/a.nn")
    try folder.write("let x = 7\n", to: "sub/b.nn")
    #expect(try TestSession().run("source \"\(folder.path)/sub/a.nn\"; print x") == "7\n")
  }

  @Test("circular source is an error, not a crash")
  func circular() throws {
    let folder = try TemporaryFolder()
    try folder.write("source b.nn\n", to: "a.nn")
    try folder.write("source a.nn\n", to: "b.nn")
    let messages = try TestSession().run("source '\(folder.path)/a.nn'; print 1")
    #expect(messages.contains(": error: ") && !messages.contains("\n1\n"), "\(messages)")
  }

  static let faults = [
    BadInput(
      "source nowhere.nn",
      """
      test.nn:1:8: error: cannot read nowhere.nn: No such file or directory
        1 | source nowhere.nn
          |        ^~~~~~~~~~

      """),
    BadInput(
      "source ''",
      """
      test.nn:1:8: error: cannot read '': No such file or directory
        1 | source ''
          |        ^~

      """),
    BadInput(
      "source",
      """
      test.nn:1:7: error: source needs a file
        1 | source
          |       ^
      help: source FILE

      """),
  ]

  @Test("a file that cannot be read is a file error", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
