import Interpreter
import TestSupport
import Testing

@Suite struct FileTestTests {
  private func run(_ text: String, _ name: String = "article.md") throws -> FileTest {
    try FileTest(SourceText(name: name, text), files: DiskFiles())
  }

  private func places(_ test: FileTest) -> [String] {
    test.diagnostics.map { "\($0.position.line):\($0.position.column) \($0.fault.message)" }
  }

  @Test("commands and equations run in one session; other blocks and prose do not")
  func right() throws {
    let report = try run(
      """
      # XOR
      Some prose with `code` and `forward 1 2 3`.
      ```nn
      net 2 1 no-bias
      weights o1 0.2 0.6
      ```
      ```python
      import nothing
      ```
      ~~~nn check
      /** the sum
      of products */
      net = 0 * w1 + 1 * w2 = 0 * 0.2 + 1 * 0.6 = 0.6

      //for the output
      out = sigmoid(net) = 0.64
      out = sigmoid(net) = 0.66  # wrong: it is 0.65
      wrong out = sigmoid(net) = 0.67
      ~~~
      """)
    #expect(report.diagnostics.isEmpty)
    #expect(report.count(.command) == 2 && report.count(.equation) == 4)
  }

  @Test("findings have the line and column in the article, and equations after one are still checked")
  func wrong() throws {
    let report = try run(
      """
      Text.

      ```nn check
      a = 0.3 * 0.2 = 0.07
      b = 0.3 * ? = 1
        c = 2 * 3 = 6 # wrong
      d = 2 * 3 = 7
      ```
      """)
    #expect(
      places(report) == [
        "4:17 0.3 * 0.2 is 0.06, not 0.07", "5:11 expected a value, found '?'", "6:3 the line is right",
        "7:13 2 * 3 is 6, not 7",
      ])
    #expect(report.failure == .error)
  }

  @Test("output after a prompt is compared, and the update shows the current output")
  func prompts() throws {
    let text = """
      ```nn
      nn> print 1 + 1
      2
      nn> let x = 3
      nn> print x
      4
      nn> repeat 2 {
      print x
      }
      …
      nn> print 7
      …
      ```
      Prose.
      """
    let report = try run(text)
    #expect(places(report) == ["6:1 the output differs"])
    #expect(report.failure == .mismatch)
    #expect(String(decoding: report.updated ?? [], as: UTF8.self) == text.replacingFour)
  }

  @Test(
    "blocks in block quotes, with attributes or in comments run; a skipped block and one in other words do not",
    arguments: [
      ("> ```nn\n> nn> print 1 + 1\n> 3\n> ```\n> ```nn\n> print )\nText.\n```nn\nprint 3", ["6:9 expected"]),
      ("> ```nn\n> nn> print 1 + 1\n> 3\n> ```", ["3:3 the output differs"]),
      ("> > ```nn check\n> > a = 2 * 3 = 7\n> > ```\n\n```nn check\na = 5 * 1 = 6\n```", ["2:17 2", "6:13 5"]),
      ("> ```nn check\n> a = 2 * 3 = 7\n\na = 2 * 3 = 8", ["2:15 2"]),
      ("```{.nn}\nexpect 1 = 2\n```\n~~~ {.nn .check}\na = 2 * 3 = 7\n~~~", ["2:12 expected 1", "5:13 2"]),
      ("<!-- nn\nlet x = 3\n-->\n```nn\nexpect x = 4\n```", ["5:12 expected x"]),
      ("<!-- nn check\na = 2 * 3 = 7\n-->", ["2:13 2"]),
      ("<!-- a comment\n2 * 3 = 7\n-->\n<!-- nn -->\n", ["1:1 nothing to test"]),
      ("<!-- nn: skip -->\n```nn\nexpect 1 = 2\n```\n```nn\nexpect 1 = 3\n```", ["6:12 expected 1 = 3"]),
      ("<!-- nn: skip -->\n\n```python\n)\n```\n```nn\nexpect 1 = 2\n```", ["7:12 expected"]),
      ("```nn\nnn>\n5\n```", ["3:1 the output differs"]),
      ("```nn\nnn> print 1\n1\nnn> # a comment\n5\n```", ["5:1 the output differs"]),
      ("```nn\nnn> repeat 2 {\n...> print 5\n...> }\n5\n5\n```", []),
      ("> ```nn\n> nn> for x in 1 2 {\n> ...>   print x\n> ...> }\n> 1\n> 3\n> ```", ["6:3 the output differs"]),
      ("```nn check\na = 2 * 3\n  = 6\n  = 7\nb = 2 * 2, c = 3 * 3 = 9; d = 1 + 1 = 3\n```", ["4:5 6", "5:39 1"]),
      ("```nn check\na = 2 * \u{FFFD} = 6\nb = 2 * 2 = 5\n```", ["2:9 expected", "3:13 2"]),
    ] as [(String, [String])])
  func blocks(_ text: String, _ expected: [String]) throws {
    let found = places(try run(text))
    #expect(found.count == expected.count && zip(found, expected).allSatisfy { $0.hasPrefix($1) }, "\(found)")
  }

  @Test("expected output in a block quote is brought up to date with its marks")
  func updatedQuote() throws {
    let report = try run("> ```nn\n>   nn> print 1 + 1\n>   3\n> ```\n")
    #expect(String(decoding: report.updated ?? [], as: UTF8.self) == "> ```nn\n>   nn> print 1 + 1\n>   2\n> ```\n")
  }

  @Test("bytes that are not UTF-8 are a finding of the file", arguments: ["\u{1}", "```nn check\na = 1 * 2 = 2 "])
  func notText(_ before: String) throws {
    let bytes = Array(before.utf8) + [0xDE, 0xC0, 0x80] + Array("\n```\n".utf8)
    let report = try FileTest(SourceText(name: "article.md", bytes: bytes), files: DiskFiles())
    #expect(report.diagnostics.map(\.fault.message) == ["not UTF-8 text"])
    #expect(report.diagnostics.map(\.fault.range?.lower) == [before.utf8.count])
    #expect(report.failure == .error)
  }

  @Test("an article may show a command that fails, with its message")
  func shownErrors() throws {
    let report = try run(
      """
      ```nn
      nn> net 2 1
      nn> forward 0
      <prompt>:1:10: error: forward needs 2 inputs, got 1
      nn> print 5
      5
      ```
      """)
    #expect(report.diagnostics.isEmpty, "\(places(report))")
  }

  @Test("syntax errors are all reported before anything runs; a failing command stops the article")
  func errors() throws {
    let unread = try run("```nn\nprint 1\nforword 1\n```\n\n```nn\nprint )\n```\n\n```nn chek\na = 1\n```")
    #expect(unread.diagnostics.map(\.position.line) == [3, 7, 10])
    #expect(unread.cases.isEmpty)
    let failed = try run("```nn\nforward 1\nprint 2\n```")
    #expect(places(failed) == ["2:1 there is no network yet"])
    #expect(failed.output.isEmpty)
    let expected = try run("```nn\nexpect 1 = 2\nprint 2\n```")
    #expect(expected.failure == .mismatch)
    #expect(expected.output == ["2"])
  }

  @Test("a script goes on after a mismatch, not after an error; every command is a case")
  func scripts() throws {
    let test = try run("let x = 1\nexpect x = 2\ncheck y = 1 + 1 = 3\nprint z; print x\nprint x\n", "a.nn")
    #expect(places(test) == ["2:12 expected x = 2", "3:19 1 + 1 is 2, not 3", "4:7 unknown name 'z'"])
    #expect((test.count(.command), test.count(.equation), test.failedCount, test.skippedCount) == (3, 1, 3, 2))
    #expect(test.failure == .error)
  }

  @Test(
    "what could pass in silence is a finding",
    arguments: [
      ("# only a comment\n", "a.nn", "1:1 nothing to test: no commands"),
      ("# Text\n", "a.md", "1:1 nothing to test: no block of commands or equations"),
      ("```nnsh\nprint 1\n```\n", "a.md", "1:1 the block is not tested: its language is 'nnsh'"),
      ("```{.NN}\nprint 1\n```\n", "a.md", "1:1 the block is not tested: its language is '{.NN}'"),
      ("```nn\nnn> print 1\n```\n", "a.md", "2:1 the output of the command is not shown"),
      ("quit\nprint 1\n", "a.nn", "1:1 quit before the end of the file"),
      ("quit 3\n", "a.nn", "1:1 quit with exit code 3"),
      ("print 1\n#> 2\n", "a.nn", "2:4 the output differs"),
      ("print 1\n#> 1\n#> 2\n", "a.nn", "3:4 the output differs"),
      ("print 1; print 2\n#> 1\n", "a.nn", "2:1 the command prints more than is shown"),
    ])
  func silence(_ text: String, _ name: String, _ finding: String) throws {
    #expect(places(try run(text, name)) == [finding])
  }

  @Test("skip leaves the rest out, with its reason, and quit at the end is no finding")
  func skipped() throws {
    let test = try run("print 1\nskip if 1 < 2\nexpect 1 = 2\n", "a.nn")
    #expect(test.failure == nil && test.skipReason == "1 < 2" && test.skippedCount == 1)
    #expect(try run("print 1; quit", "a.nn").failure == nil)
  }

  @Test(
    "expected output: elision in a line and across lines, printed digits, regular expressions, and all together",
    arguments: [
      ("1 … 3", "1 2 3", true), ("1 … 4", "1 2 3", false), ("0.33 (digits)", "0.333333", true),
      ("0.34 (digits)", "0.333333", false), ("w12 = 0.3 (digits)", "w12 = 0.333", true),
      ("w1 = 0.3 (digits)", "w12 = 0.333", false),
      ("loss … = -0.12 … 3e-05 (digits)", "loss x = -0.1249 y 3.04e-05", true),
      ("w[0-9]+ = .* (re)", "w12 = 5", true), ("w[0-9] (re)", "w12", false), ("a (digits)", "a (digits)", true),
      ("0.64 truncated from 0.645656…", "0.64 truncated from 0.645656…", true),
    ])
  func patterns(_ pattern: String, _ line: String, _ matches: Bool) throws {
    let test = try run("print \"\(line)\"\n#> \(pattern)\n", "a.nn")
    #expect((test.failure == nil) == matches, "\(places(test))")
  }

  @Test("an update keeps comments, margins and lines that still match, and its difference is a unified diff")
  func updates() throws {
    let test = try run(
      """
      # first
      repeat 3 { print 1 }; print 0.25  # four lines
        #> 1
        #> …
        #> 0.24
        #> 0.2 (digits)
      expect 1 = 1
      """, "a.nn")
    #expect(
      String(decoding: test.updated ?? [], as: UTF8.self)
        == """
        # first
        repeat 3 { print 1 }; print 0.25  # four lines
          #> 1
          #> …
          #> 0.2 (digits)
        expect 1 = 1
        """)
    #expect(
      test.allFindings.map(\.difference) == [
        ["--- expected", "+++ printed", "@@ -3,4 +3,3 @@", " 1", " …", "-0.24", " 0.2 (digits)"]
      ])
  }

  @Test("a test that takes too long fails where it is, and the rest is skipped")
  func timeout() throws {
    var options = FileTest.Options()
    options.timeout = 0.05
    let test = try FileTest(
      SourceText(name: "a.nn", "print 1\nrepeat 1e12 { }\nprint 2"), files: DiskFiles(), options: options)
    #expect(places(test) == ["2:1 timed out after 0.05 s"])
    #expect(test.failure == .timeout && test.skippedCount == 1)
  }
}

extension String {
  /// The text with the expected 4 changed to 3.
  fileprivate var replacingFour: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { $0 == "4" ? "3" : $0 }.joined(separator: "\n")
  }
}
