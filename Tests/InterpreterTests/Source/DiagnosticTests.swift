import Interpreter
import TestSupport
import Testing

@Suite struct DiagnosticTests {
  static let cases = [
    BadInput(
      "print \u{1B}1",
      """
      test.nn:1:7: error: expected a value, found '␛1'
        1 | print ␛1
          |       ^~

      """),
    BadInput(
      "frward 0 1",
      """
      test.nn:1:1: error: unknown command 'frward'
        1 | frward 0 1
          | ^~~~~~
      help: did you mean forward?

      """),
    BadInput(
      "net 2 4 1; forward 0 \\ 1",
      """
      test.nn:1:22: error: backslash in the middle of a line
        1 | net 2 4 1; forward 0 \\ 1
          |                      ^ only a newline may follow a backslash
      help: remove the backslash, or what follows it

      """),
    BadInput(
      "momentum 0.9",
      """
      test.nn:1:1: error: unknown command 'momentum'
        1 | momentum 0.9
          | ^~~~~~~~
      help: did you mean optimizer momentum?

      """),
    BadInput(
      "let näme = 3; print näm",
      """
      test.nn:1:21: error: unknown name 'näm'
        1 | let näme = 3; print näm
          |                     ^~~
      help: did you mean näme?

      """),
    BadInput(
      "print (1 + 2\nnet 2 4 1",
      """
      test.nn:1:7: error: '(' is not closed
        1 | print (1 + 2
          |       ^ no ')' before the next command

      """),
    BadInput(
      "print \"abc",
      """
      test.nn:1:7: error: the string is never closed
        1 | print "abc
          |       ^ a " is missing

      """),
    BadInput("print 1\u{0}", "test.nn:1:1: error: not a text file: it contains binary data\n"),
  ]

  @Test("bad input gets one message with position, caret and help", arguments: cases)
  func message(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test(
    "a message says where and what",
    arguments: [
      ("print [1, 2] < [3, 4]", "1:7: error: vectors cannot be ordered"),
      ("check x = 10^19999 * 100 = 5", "1:11: error: number out of range"),
      ("check x = 10^-19999 / 100 = 5", "1:11: error: number out of range"),
      ("net 2 1; show gradients", "1:15: error: no gradients yet"),
      ("net 2 2 1; connect h1 h2", "1:20: error: cannot connect h1 to h2: connections run from a layer to a later one"),
      ("let x = 1; explain x < 2 by x", "1:20: error: expected a number, found true or false"),
      ("let x = 1; explain sum([x, 2] * [x, 3]) by x", "1:24: error: expected a number, found a vector"),
      ("let x = 1; explain if(\"{x}\" = \"1\", x, 2) by x", "1:23: error: cannot differentiate a string"),
      ("net 2 2 1; name h{k}.target as t{k}", "1:17: error: h{k}.target matches nothing in this network"),
      ("net 2 1; print sigmoid(1, 0.5)", "1:16: error: sigmoid takes 1 argument, got 2"),
      ("let f(x) = 2 * x; print f(1, 2)", "1:25: error: f takes 1 argument, got 2"),
      ("print (1 }", "1:7: error: '(' is never closed"),
      ("print \"a {1\nprint 2\"", "2:1: error: expected '}' in a string, found 'print'"),
    ])
  func firstLine(script: String, message: String) throws {
    #expect(try TestSession().run(script).split(separator: "\n").first == "test.nn:\(message)")
  }

  @Test("every syntax error of a script is reported, and none of it runs")
  func all() throws {
    let output = try TestSession().run("print 1\nfrward\nset\nprint (\n")
    #expect(output.occurrences(of: "error:") == 3)
    #expect(!output.hasPrefix("1\n"))
    // The line after a bracket that is not closed is a command.
    #expect(try TestSession().run("print (1 + 2\nprnt 3\n").contains("test.nn:2:1: error: unknown command 'prnt'"))
  }

  @Test("an error in a loop of a sourced file names the iteration and the source command")
  func trail() throws {
    let output = try TestSession().run("net 2 1\nfor x in 1 2 {\n  repeat 3 { print 1 / (2 - x) , h1 }\n}")
    #expect(output.contains("= in repeat 1, in for x = 1, iteration 1"))
  }

  @Test("a failed command leaves the session as it was")
  func unchanged() throws {
    let session = TestSession()
    try session.run("net 2 2 1; seed 3; init uniform 0 1; forward 0 1; backward 1")
    let before = try session.run("digest; print loss, h1.delta")
    for bad in [
      "set w1 2 3", "weights h 1 2 / 3", "connect i1 h1", "forward 1", "init uniform 3 1", "init uniform 0 1 h9",
      "activation o softmx", "net 2 0 1", "update 3", "restore x", "set w1 (1/0) 2",
    ] {
      #expect(try session.run(bad).contains("error:"), "\(bad)")
      #expect(try session.run("digest; print loss, h1.delta") == before, "\(bad)")
    }
  }

  @Test("parsing stops after a hundred errors")
  func manyErrors() throws {
    let messages = try TestSession().run(String(repeating: "foo\n", count: 100_000))
    #expect(messages.split(separator: "\n").count { $0.contains(": error: ") } == 100)
  }

  @Test("of a long line the part around the error is shown, and a long word is cut")
  func longLine() throws {
    let lines = try TestSession().run("print 1" + String(repeating: " + 1", count: 300) + " + foo + 1")
      .split(separator: "\n").map(String.init)
    #expect(lines[0] == "test.nn:1:1211: error: unknown name 'foo'")
    #expect(lines[1].count < 220 && lines[1].contains("+ foo +"))
    #expect(lines[2].prefix { $0 != "^" }.count == lines[1].prefix { $0 != "f" }.count)
  }

  @Test("an endless calculation can be interrupted")
  func endlessCalls() throws {
    let session = TestSession(interrupting: { true })
    let doublings = (1..<60).map { "let f\($0)(x) = f\($0 - 1)(f\($0 - 1)(x))\n" }.joined()
    _ = try session.run("let f0(x) = x + 1\n\(doublings)")
    #expect(throws: Interrupted.self) { try session.run("print f59(1)") }
  }
}
