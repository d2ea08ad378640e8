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
      ("> ```nn\n> nn> print 1 + 1\n> 3\n> ```\n> ```nn\n> print )\nText.\n```nn\nprint 3", ["3:3 the o", "6:9 e"]),
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

  @Test(
    "the message that an article shows is compared, with its place",
    arguments: [
      ("<prompt>:1:10: error: forward needs 2 inputs, got 1", []),
      ("<prompt>:1:10: error: forward needs … inputs, got 1\n         ^ the network is 2-1", []),
      ("<prompt>:1:11: error: forward needs 2 inputs, got 1", ["4:1 the place of the message differs"]),
      ("<prompt>:1:10: error: forward needs 3 inputs, got 1", ["4:1 the message differs"]),
    ] as [(String, [String])])
  func shownMessages(_ shown: String, _ expected: [String]) throws {
    let test = try run("```nn\nnn> net 2 1\nnn> forward 0\n\(shown)\nnn> print 5\n5\n```\n")
    #expect(places(test) == expected)
  }

  @Test("a byte order mark, carriage returns and other encodings hide nothing")
  func encodings() throws {
    #expect(try places(run("\u{FEFF}nett 2 1\n", "a.nn")) == ["1:1 unknown command 'nett'"])
    #expect(try places(run("\u{FEFF}```nn\nnn> print 1\n2\n```\n")) == ["3:1 the output differs"])
    let test = try run("\u{FEFF}print 1\r\n#> 2\r\n#> 3\r\nprint 4\r\n", "a.nn")
    #expect(places(test) == ["2:4 the output differs"])
    #expect(test.updated.map { String(decoding: $0, as: UTF8.self) } == "\u{FEFF}print 1\r\n#> 1\r\nprint 4\r\n")
    let latin = try FileTest(
      SourceText(name: "a.nn", bytes: Array("print 1 # ".utf8) + [0xE4, 10]), files: DiskFiles())
    #expect(places(latin) == ["1:11 not UTF-8 text"])
  }

  @Test(
    "a line that differs beside an elision is shown with what is printed instead, and its update keeps the elision",
    arguments: [
      ("a = 1\n…", ["a = 2", "b", "c"], "it prints: a = 2", "a = 2\n…"),
      ("…\nc = 1", ["a", "b", "c = 2"], "it prints: c = 2", "…\nc = 2"),
      ("a\nb\nc", ["a", "c"], "it prints: c", "a\nc"), ("a\nb\n…", ["a"], "it prints nothing more", "a\n…"),
      ("a\nb", ["a", "", "b"], "it prints an empty line", "a\n#>\nb"),
      ("a 1\na 1\n…", ["a 2", "a 3", "b"], "it prints: a 2", "a 2\na 3\n…"),
    ] as [(String, [String], String, String)])
  func elision(_ expected: String, _ printed: [String], _ label: String, _ updated: String) throws {
    func lines(_ text: String) -> String {
      text.split(separator: "\n").map { $0 == "#>" ? "#>\n" : "#> \($0)\n" }.joined()
    }
    let command = printed.map { "print \"\($0)\"" }.joined(separator: "; ") + "\n"
    let test = try run(command + lines(expected), "a.nn")
    #expect(test.diagnostics.map(\.fault.label) == [label])
    #expect(test.updated.map { String(decoding: $0, as: UTF8.self) } == command + lines(updated))
  }

  @Test("blanks at the start of a line of output are compared, those before the block are not")
  func margins() throws {
    for blanks in ["", "  "] {
      let item = "- A list:\n\n  ```nn\n  nn> print \"  a\"\n  \(blanks)a\n  ```\n"
      #expect(try run(item).failure == (blanks.isEmpty ? .mismatch : nil))
    }
    #expect(try run("print 7\n#>7\nprint \"  7\"\n#>   7\n", "a.nn").failure == nil)
  }

  @Test("all syntax errors are reported with what runs; a failing command stops the article")
  func errors() throws {
    let unread = try run("```nn\nprint 1\nforword 1\n```\n\n```nn\nprint )\n```\n\n```nn chek\na = 1\n```")
    #expect(unread.diagnostics.map(\.position.line) == [3, 7, 10])
    #expect(unread.cases.map(\.status) == [.passed, .failed(.error), .failed(.error)])
    #expect(unread.output == ["1"])
    let failed = try run("```nn\nforward 1\nprint 2\n```")
    #expect(places(failed) == ["2:1 there is no network yet"])
    #expect(failed.output.isEmpty)
    let expected = try run("```nn\nexpect 1 = 2\nprint 2\n```")
    #expect(expected.failure == .mismatch)
    #expect(expected.output == ["2"])
  }

  @Test(
    "a test that keeps no more than failures finds the same, in the same numbers",
    arguments: [
      (
        "print 1; print 2\n#> 1\n#> 2\ncheck a = b = 2\nexpect 1 = 2\nfrob\nnet 1 1; forward 1 2; print 3\nprint 4",
        "a.nn"
      ),
      ("print 1; skip \"later\"; print 2\nprint 3", "a.nn"), ("", "a.nn"), ("print 1\nquit\nprint 2", "a.nn"),
      ("```nn\nnn> print 1\n2\n```\n```nn check\nx = 1 = 2\ny = 3 = 3; z = q = 1\n```", "a.md"),
    ])
  func failuresOnly(_ text: String, _ name: String) throws {
    let whole = try run(text, name)
    var options = FileTest.Options()
    options.keepsAll = false
    let test = try FileTest(SourceText(name: name, text), files: DiskFiles(), options: options)
    func numbers(_ test: FileTest) -> [Int] {
      [test.count(.command), test.count(.equation), test.failedCount, test.gapCount, test.skippedCount]
    }
    #expect(numbers(test) == numbers(whole))
    #expect(places(test) == places(whole))
    #expect(test.cases.map(\.line) == whole.cases.filter { !$0.findings.isEmpty }.map(\.line))
    #expect(test.updated == whole.updated)
    #expect(test.output.isEmpty)
  }

  @Test("a script goes on after a mismatch, not after an error; every command is a case")
  func scripts() throws {
    let test = try run("let x = 1\nexpect x = 2\ncheck y = 1 + 1 = 3\nlet u = z; print x\nprint x\n", "a.nn")
    #expect(places(test) == ["2:12 expected x = 2", "3:19 1 + 1 is 2, not 3", "4:9 unknown name 'z'"])
    #expect((test.count(.command), test.count(.equation), test.failedCount, test.skippedCount) == (3, 1, 3, 2))
    #expect(test.failure == .error)
  }

  @Test(
    "one run finds all: after an error in a command that nothing depends on, before and after what cannot be read",
    arguments: [
      ("print z\nexpect 1 = 2\n", ["1:7 unknown name 'z'", "2:12 expected 1 = 2"], 0),
      ("check a = 1 + 1 = 3\nexpect 1 = 2\n", ["1:19 ", "2:12 expected 1 = 2"], 0),
      ("expect 1 = 2\nexpect )\nexpect 1 = 3\n", ["1:12 expected 1 = 2", "2:8 expected", "3:12 expected 1 = 3"], 0),
      ("expect 1 = 2\nnett 2 1\nexpect 1 = 3\nprint )\n", ["1:12 e", "2:1 unknown", "4:7 expected a"], 1),
      ("print 1; print )\n#> 1\n#> 2\nexpect 1 = 2\n", ["1:16 expected", "4:12 expected 1 = 2"], 0),
      ("repeat 2 {\n  print )\n}\n#> 1\nexpect 1 = 2\n", ["2:9 expected"], 1),
    ] as [(String, [String], Int)])
  func allFindings(_ text: String, _ expected: [String], _ skipped: Int) throws {
    let test = try run(text, "a.nn")
    let found = places(test)
    #expect(found.count == expected.count && zip(found, expected).allSatisfy { $0.hasPrefix($1) }, "\(found)")
    #expect(test.skippedCount == skipped)
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
      ("quit 3\n", "a.nn", "1:1 quit with exit code 3"), ("quit 1\n", "a.nn", "1:1 quit with exit code 1"),
      ("print 1\n#> 2\n", "a.nn", "2:4 the output differs"),
      ("print 1\n#> 1\n#> 2\n", "a.nn", "3:4 the output differs"),
      ("print 1; print 2\n#> 1\n", "a.nn", "2:1 the command prints more than is shown"),
      ("#> 2\nprint 1\n", "a.nn", "1:1 the expected output is not compared"),
      ("print 1  #> 1\n", "a.nn", "1:10 the expected output is not compared"),
      ("digest\n#> 1\n", "a.nn", "1:1 there is no network yet"),
      ("print 1\n\n#> 2\n#> 3\n", "a.nn", "3:1 the expected output is not compared"),
      ("repeat 2 {\n  print 1\n  #> 2\n}\n", "a.nn", "3:1 the expected output is not compared"),
      ("print 1\n#> 1( (re)\n", "a.nn", "2:1 invalid regular expression"),
      ("repeat 2 { quit }", "a.nn", "1:1 quit before the end of the file"),
      ("```nn\nprint 5\nnn> print 1\n1\n```\n", "a.md", "2:1 the line is not tested: it is before the first prompt"),
      ("```nn\nnn>print 1\n1\n```\n", "a.md", "2:1 unknown prompt"),
      ("```nn\n$ nn> print 1\n1\n```\n", "a.md", "2:1 unknown prompt"),
      ("```\nnn> print 1\n```\n", "a.md", "1:1 the block has commands, but is not tested: it has no language"),
      (
        "```text\nnn> print 1\n```\n", "a.md",
        "1:1 the block has commands, but is not tested: its language is 'text'"
      ),
      ("```check\na = 1\n```\n", "a.md", "1:1 the block is not tested: its language is 'check'"),
      ("<!-- nnsh\nprint 1\n-->\n", "a.md", "1:1 the block is not tested: its language is 'nnsh'"),
      ("<!-- nn print 1 -->\n", "a.md", "1:1 a hidden block has its commands on lines of their own"),
      ("<!-- nn:skip -->\n", "a.md", "1:1 unknown mark 'nn:skip'"),
      ("<!-- nn: skip -->\n", "a.md", "1:1 no block to skip follows"),
      ("Text:\n\n    nn> print 1\n    1\n", "a.md", "3:1 the command is not tested: it is in no nn block"),
      ("```nn\nprint 1\n\nText\n\n~~~python\n~~~\n", "a.md", "1:1 the block is never closed"),
      ("```python\n1\n\n```nn\nprint 1\n```\n", "a.md", "1:1 the block is never closed"),
    ])
  func silence(_ text: String, _ name: String, _ finding: String) throws {
    #expect(places(try run(text, name)) == [finding])
  }

  @Test("an equation of which a part is not checked is counted")
  func gaps() throws {
    let test = try run("```nn check\ny = q * 10 = r\na = 2 * 3 = 6\n```\n```nn\ncheck z = p / 2 = s * t\n```\n")
    #expect(test.gapCount == 2 && test.count(.equation) == 3 && test.failure == nil)
  }

  @Test("skip leaves the rest out, with its reason, and quit at the end is not a finding")
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
      ("([[:alpha:]]+ ){2}\\|[^]{9}({9}]{1000}?5 (re)", "ab cd |\(String(repeating: "x", count: 1000))5", true),
      ("…a…a…b…", "xaayb", true), ("…ab…ab", "ab ab abab", true), ("…ab…ab", "xab", false), ("a…", "a", true),
      ("…1…2 (digits)", "1 1 2", true), ("…ab…ac", "ab ab ad", false),
      // many of them are no harder than one
      (String(repeating: "…a", count: 40) + "…b", String(repeating: "a", count: 500), false),
      ("0.64 truncated from 0.645656…", "0.64 truncated from 0.645656…", true),
    ])
  func patterns(_ pattern: String, _ line: String, _ matches: Bool) throws {
    let test = try run("print \"\(line)\"\n#> \(pattern)\n", "a.nn")
    #expect((test.failure == nil) == matches, "\(places(test))")
  }

  @Test(
    "a regular expression that would take the machine's memory, or hours, is refused",
    arguments: [
      ("((((a{200}){200}){200}){200})", "the repetitions multiply to more than 1000"),
      ("(((a{0,70}){1,})+){3,70}", "the repetitions multiply to more than 1000"),
      // an escaped bracket is a character
      ("\\[((a{200}){200})", "the repetitions multiply to more than 1000"),
      (
        String(repeating: "(", count: 12) + "a" + String(repeating: "+)", count: 12),
        "the repetitions multiply to more than 1000"
      ),
      (
        String(repeating: "(", count: 9999) + String(repeating: ")", count: 9999), "at most 50 nested groups"
      ),
      ("(a*)\\1", "back references are not supported"),
    ])
  func costlyPattern(_ expression: String, _ reason: String) throws {
    let test = try run("print 1\n#> \(expression) (re)\nprint 2\n#> 3\n", "a.nn")
    #expect(places(test) == ["2:1 invalid regular expression", "4:4 the output differs"])
    #expect(test.diagnostics.first?.fault.label == reason)
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

  @Test("output in a list keeps its own indentation, and quoted lines need no blank after their mark")
  func indentation() throws {
    #expect(try places(run("- a list:\n\n  ```nn\n  nn> print '  a'\n    a\n  ```\n")) == [])
    #expect(try places(run("> quoted\n> ```nn\n> nn> print 1\n>1\n> ```\n")) == [])
  }

  @Test("lines beside any others are paired with those that are printed instead, one by one")
  func paired() throws {
    let test = try run("print \"x 1\"; print \"x 2\"; print \"x 3\"\n#> x 5\n#> x 6\n#> …\n", "a.nn")
    #expect(
      test.allFindings.map(\.difference) == [
        ["--- expected", "+++ printed", "@@ -2,3 +2,3 @@", "-x 5", "-x 6", "+x 1", "+x 2", " …"]
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
