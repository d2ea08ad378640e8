import Interpreter
import TestSupport
import Testing

/// A bad script and the whole message.
struct BadInput: CustomTestStringConvertible, Sendable {
  let script: String
  let message: String
  var testDescription: String { script }

  init(_ script: String, _ message: String) {
    self.script = script
    self.message = message
  }
}

@Suite struct DiagnosticTests {
  static let cases = [
    BadInput(
      "let f(x, x) = x",
      """
      test.nn:1:10: error: f has two parameters x
        1 | let f(x, x) = x
          |          ^

      """),
    BadInput(
      "expect not error forward 1",
      """
      test.nn:1:18: error: expected no error
        1 | expect not error forward 1
          |                  ^~~~~~~~~ it says: there is no network yet

      """),
    BadInput(
      "expect error quit",
      """
      test.nn:1:14: error: expected an error, but the command succeeded
        1 | expect error quit
          |              ^~~~

      """),
    BadInput(
      "expect 0.5355 = 0.54 and 1 = 1.1",
      """
      test.nn:1:8: error: expected 0.5355 = 0.54 and 1 = 1.1
        1 | expect 0.5355 = 0.54 and 1 = 1.1
          |        ^~~~~~~~~~~~~~~~~~~~~~~~~

      """),
    BadInput(
      "name sigmoid as f; name tanh as f",
      """
      test.nn:1:33: error: two functions would be called f
        1 | name sigmoid as f; name tanh as f
          |                                 ^ sigmoid is already

      """),
    BadInput(
      "print \u{1B}1",
      """
      test.nn:1:7: error: expected a value, found '␛1'
        1 | print ␛1
          |       ^~

      """),
    BadInput(
      "net 1e9 1",
      """
      test.nn:1:1: error: a network of more than 134217728 parameters is too large
        1 | net 1e9 1
          | ^~~~~~~~~ at most 134217728, a gigabyte of numbers

      """),
    BadInput(
      "net 2 4 1\nforward 0 1 1",
      """
      test.nn:2:13: error: forward needs 2 inputs, got 3
        2 | forward 0 1 1
          |             ^ the net is 2-4-1
      help: forward 0 1

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
      test.nn:1:22: error: a '\\' in the middle of a line
        1 | net 2 4 1; forward 0 \\ 1
          |                      ^ only a newline may follow it
      help: remove it, or what stands behind it

      """),
    BadInput(
      "forward 0 1",
      """
      test.nn:1:1: error: there is no network yet
        1 | forward 0 1
          | ^~~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2",
      """
      test.nn:1:5: error: a network has at least inputs and outputs
        1 | net 2
          |     ^ one layer alone
      help: net 2 1

      """),
    BadInput(
      "net 100000 100000 10",
      """
      test.nn:1:1: error: a network of 10000100000 parameters is too large
        1 | net 100000 100000 10
          | ^~~~~~~~~~~~~~~~~~~~ at most 134217728, a gigabyte of numbers

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
      "convention derivative  lst",
      """
      test.nn:1:24: error: 'lst' is no choice
        1 | convention derivative  lst
          |                        ^~~ one of net, output, misapplied, first, last
      help: convention derivative last

      """),
    BadInput(
      "net 2 4:tnah 1",
      """
      test.nn:1:9: error: unknown activation 'tnah'
        1 | net 2 4:tnah 1
          |         ^~~~ one of identity, sigmoid, tanh, relu, leaky-relu, elu, softplus, swish, gelu, gaussian, sine, step, softmax
      help: did you mean tanh?

      """),
    BadInput(
      "net 2 4 1\nset w99 3",
      """
      test.nn:2:5: error: there is no w99
        2 | set w99 3
          |     ^~~ the parameters are w1…w17

      """),
    BadInput(
      "print 1e999",
      """
      test.nn:1:7: error: 1e999 is out of range
        1 | print 1e999
          |       ^~~~~ the largest number is 1.7976931348623157e308

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
      "expect 1 / 3 = 0.34",
      """
      test.nn:1:16: error: expected 1 / 3 = 0.34
        1 | expect 1 / 3 = 0.34
          |                ^~~~ 1 / 3 is 0.3333333333333333

      """),
    BadInput(
      "print (1 + 2\nnet 2 4 1",
      """
      test.nn:1:7: error: '(' is not closed
        1 | print (1 + 2
          |       ^ no ')' before the next command

      """),
    BadInput(
      "repeat 2 {\nprint 1",
      """
      test.nn:1:10: error: '{' is never closed
        1 | repeat 2 {
          |          ^ a '}' is missing

      """),
    BadInput(
      "print \"abc",
      """
      test.nn:1:7: error: the text is never closed
        1 | print "abc
          |       ^ a " is missing

      """),
    BadInput(
      "data xor; data normalize minmax 5",
      """
      test.nn:1:34: error: data needs the highest value
        1 | data xor; data normalize minmax 5
          |                                  ^
      help: data normalize minmax [LOW HIGH]|zscore|off

      """),
    BadInput(
      "data xor; data normalize minmax (0/0) 1",
      """
      test.nn:1:33: error: expected a finite number, got nan
        1 | data xor; data normalize minmax (0/0) 1
          |                                 ^~~~~

      """),
    BadInput(
      "net 3 1:softmax; data parity 3; train 1",
      """
      test.nn:1:33: error: softmax of one unit is always 1, there is nothing to learn
        1 | net 3 1:softmax; data parity 3; train 1
          |                                 ^~~~~ softmax has an output for each class
      help: activation o sigmoid

      """),
    BadInput(
      "let f(x, y) = x * y; print f",
      """
      test.nn:1:28: error: f is a function
        1 | let f(x, y) = x * y; print f
          |                            ^ f(x, y) = x * y
      help: f(0.5, 0.5) is a value of it

      """),
    BadInput("print 1\u{0}", "test.nn:1:1: error: this is not a text, but a binary file\n"),
    BadInput(
      "net 2 1; set w1 (0 / 0)",
      """
      test.nn:1:17: error: expected a finite number, got nan
        1 | net 2 1; set w1 (0 / 0)
          |                 ^~~~~~~

      """),
    BadInput(
      "net 2 1; precision single; explain w1",
      """
      test.nn:1:36: error: explain reckons in double precision
        1 | net 2 1; precision single; explain w1
          |                                    ^~
      help: precision double, then forward again

      """),
    BadInput(
      "seed -1",
      """
      test.nn:1:6: error: the seed -1 is out of range
        1 | seed -1
          |      ^~ 0…4294967295

      """),
  ]

  @Test("bad input gets one message with place, caret and what to do", arguments: cases)
  func message(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("every syntax error of a script is reported, and nothing of it runs")
  func all() throws {
    let output = try TestSession().run("print 1\nfrward\nset\nprint (\n")
    #expect(output.components("error:") == 3)
    #expect(!output.hasPrefix("1\n"))
  }

  @Test("an error in a loop of a sourced file names the turn and the way there")
  func trail() throws {
    let output = try TestSession().run("net 2 1\nfor x in 1 2 {\n  repeat 3 { print 1 / (2 - x) , h1 }\n}")
    #expect(output.contains("= in repeat 1, in for x = 1, turn 1"))
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
}

extension String {
  /// How often a piece occurs.
  func components(_ piece: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: piece) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }

  @Test("every syntax error of a sourced file is reported in that file, and expect error takes them")
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

  @Test("a text full of errors is not read to its end")
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

  @Test("a calculation of endless calls can be interrupted")
  func endlessCalls() throws {
    let session = TestSession(interrupting: { true })
    let doublings = (1..<60).map { "let f\($0)(x) = f\($0 - 1)(f\($0 - 1)(x))\n" }.joined()
    _ = try session.run("let f0(x) = x + 1\n\(doublings)")
    #expect(throws: Interrupted.self) { try session.run("print f59(1)") }
  }
}
