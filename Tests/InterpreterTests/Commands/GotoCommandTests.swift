import TestSupport
import Testing

@Suite("goto")
struct GotoCommandTests {
  static let examples = [
    Example("net 2 1; set w1 3; set w1 4; goto 2; print w1; goto 3; print w1", "3\n4\n"),
    Example("let x = 1; let x = 2; goto 0; redo; print x; goto 2; print x; undo; print x", "1\n2\n1\n"),
    Example(
      "let x = 1; net 2 1; set w1 0.25; set w1 0.5; undo; show states",
      """
      #   0  start
      #   1  let x = 1    x = 1
      #   2  net 2 1      network 2-1
      # > 3  set w1 0.25  w1: 0.138065 to 0.25
      #   4  set w1 0.5   w1: 0.25 to 0.5

      """),
    Example(
      "net 2 1; data or; train 2; rate 0.25; undo; show states",
      """
      # 2 epochs, 8 updates
      loss = 0.0788063
      #   0  start
      #   1  net 2 1    network 2-1
      #   2  data or    4 samples of or
      # > 3  train 2    2 epochs, loss = 0.0788063, 3 parameters changed
      #   4  rate 0.25  rate 0.25

      """),
  ]

  @Test("goto undoes and redoes the commands between, and show states numbers them", arguments: examples)
  func example(_ example: Example) throws {
    #expect(try TestSession().run(example.script) == example.output)
  }

  @Test("a new command after goto replaces the undone states")
  func branch() throws {
    let session = TestSession()
    try session.run("let x = 1; let x = 2; let x = 3; goto 1; let x = 10")
    #expect(try session.run("show states") == "#   0  start\n#   1  let x = 1   x = 1\n# > 2  let x = 10  x = 10\n")
  }

  @Test("the states kept are the last hundred, and numbers do not change")
  func numbers() throws {
    let session = TestSession()
    try session.run("let x = 0\n" + String(repeating: "let x = x + 1\n", count: 500))
    #expect(try session.run("goto 450; print x; goto 401; print x; goto 501; print x") == "449\n400\n500\n")
  }

  static let faults = [
    BadInput(
      "let x = 1; goto 7",
      """
      test.nn:1:17: error: unknown state 7
        1 | let x = 1; goto 7
          |                 ^ the states kept are 0 to 1
      help: show states

      """),
    BadInput(
      "goto",
      """
      test.nn:1:5: error: goto needs the number of a state
        1 | goto
          |     ^
      help: goto STATE

      """),
  ]

  @Test("a state that is not kept is an error that names those that are", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
