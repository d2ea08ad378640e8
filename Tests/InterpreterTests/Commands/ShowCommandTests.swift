import TestSupport
import Testing

@Suite("show")
struct ShowCommandTests {
  static let examples = [
    Example("net 2 1; show log; show variables", "# no training yet\n# no variables\n"),
    Example(
      "net 1 1:identity no-bias; set w1 2; detail off; forward 3; show units; show weights",
      """
      i1 = 3
      o1.net = 6
      o1.out = 6
      w1 = 2   # w[i1,o1]

      """),
    Example(
      "net 1 1:identity no-bias; set w1 2; detail off; forward 3; backward 5; show deltas; show gradients",
      """
      o1.error = -1
      o1.deriv = 1
      o1.delta = -1
      w1.grad = 3   # w[i1,o1]

      """),
    Example(
      "let x = 0.5; let s = \"a\\\"b\"; let f(a) = a^2; show variables",
      """
      let s = "a\\"b"
      let x = 0.5
      let f(a) = a^2

      """),
    Example(
      "net 2 1; freeze w2; init zeros; show weights o1; show net",
      """
      w1 = 0   # w[i1,o1]
      w2 = 0   # w[i2,o1], frozen
      w3 = 0   # b[o1]
      net 2 1   # 3 parameters: i1…i2, o1
      # frozen: w2
      #   inputs                        o: sigmoid
      #
      #   i1
      #                                 o1
      #   i2
      #
      #   into o  o1
      #   i1       0
      #   i2       0
      #   bias     0

      """),
  ]

  @Test("each subject is shown as lines NAME = VALUE, or as the commands that make it", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("the commands printed by show settings and convention restore the settings")
  func roundTrip() throws {
    let changes = """
      optimizer momentum 0.1 last-gradient; shuffle by-fractions; report 5 from 1 sse (sqrt(mse)) (loss + sum(w[h]^2))
      convention derivative output last; convention sent-back error; convention product out
      """
    let listing = "show settings; convention"
    let first = try TestSession().run("net 2 2 1; \(changes); \(listing)")
    for line in ["optimizer momentum 0.1 last-gradient", "report 5 from 1 sse (sqrt(mse)) (loss + sum(w[h]^2))"] {
      #expect(first.contains("\(line)\n"), "\(first)")
    }
    #expect(try TestSession().run("net 2 2 1\n\(first)\(listing)") == first)
  }

  @Test("history is what was typed, and the log has a line for every training")
  func historyAndLog() throws {
    let session = TestSession()
    try session.run("net 2 1; data or")
    try session.run("train 2")
    #expect(try session.run("show history") == "net 2 1\ndata or\ntrain 2\nshow history\n")
    #expect(try session.run("train 1; show log").split(separator: "\n").count { $0.contains("epoch") } == 3)
  }

  static let faults = [
    BadInput(
      "show",
      """
      test.nn:1:5: error: show needs a subject
        1 | show
          |     ^
      help: show net|weights|units|deltas|gradients|data|settings|variables|history|states|log

      """),
    BadInput(
      "show colours",
      """
      test.nn:1:6: error: unknown subject 'colours'
        1 | show colours
          |      ^~~~~~~ one of net, weights, units, deltas, gradients, data, settings, variables, history, states, log

      """),
    BadInput(
      "show weights",
      """
      test.nn:1:6: error: there is no network yet
        1 | show weights
          |      ^~~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; show units",
      """
      test.nn:1:15: error: no forward pass yet
        1 | net 2 1; show units
          |               ^~~~~ run forward first

      """),
    BadInput(
      "net 2 1; show deltas",
      """
      test.nn:1:15: error: no deltas yet
        1 | net 2 1; show deltas
          |               ^~~~~~ run backward first

      """),
    BadInput(
      "net 2 1; show gradients",
      """
      test.nn:1:15: error: no gradients yet
        1 | net 2 1; show gradients
          |               ^~~~~~~~~ run backward first

      """),
    BadInput(
      "show data",
      """
      test.nn:1:6: error: no data loaded
        1 | show data
          |      ^~~~
      help: data xor

      """),
    BadInput(
      "data xor; show data 0",
      """
      test.nn:1:21: error: the number of samples must be a whole number from 1, got 0
        1 | data xor; show data 0
          |                     ^

      """),
  ]

  @Test("an unknown quantity is an error that names the command to run first", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }

  @Test("the log keeps the last trainings, so that a long session does not slow down")
  func log() throws {
    let lines = try TestSession().run("net 2 1; data and; repeat 2100 { train 1 updates }; show log").split(
      separator: "\n")
    #expect(lines.suffix(1001).first == "# 1100 earlier trainings")
    #expect(lines.last?.hasPrefix("# 1 epoch, 1 update; loss = ") == true)
  }
}
