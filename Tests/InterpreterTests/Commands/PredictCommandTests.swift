import TestSupport
import Testing

@Suite("predict")
struct PredictCommandTests {
  @Test("only the outputs are printed")
  func outputs() throws {
    #expect(
      try TestSession().run("net 1 2:identity no-bias; set w1 2; set w2 3; predict 5")
        == """
        o1.out = 10
        o2.out = 15

        """)
  }

  @Test("inputs are normalized like the data")
  func normalized() throws {
    #expect(
      try TestSession().run(
        "sample 0 : 0; sample 10 : 1; data normalize minmax; net 1 1:identity no-bias; set w1 1; predict 5")
          == """
          # inputs normalized like the data
          o1.out = 0.5

          """)
  }

  @Test("undo after predict undoes predict and nothing else, as after forward", arguments: ["predict", "forward"])
  func undone(command: String) throws {
    let session = TestSession()
    try session.run("net 1 1:identity no-bias; set w1 2; detail off; predict 1; set w1 3; \(command) 5")
    #expect(try session.run("print o1.out; undo; print w1; undo; print w1, o1.out") == "15\n3\n2 2\n")
  }

  static let faults = [
    BadInput(
      "predict 1",
      """
      test.nn:1:1: error: there is no network yet
        1 | predict 1
          | ^~~~~~~
      help: net 2 4 1

      """),
    BadInput(
      "net 2 1; predict",
      """
      test.nn:1:17: error: predict needs inputs
        1 | net 2 1; predict
          |                 ^
      help: predict INPUT…

      """),
    BadInput(
      "net 2 1; let a = 0; predict 1 a",
      """
      test.nn:1:31: error: 'a' is not a number
        1 | net 2 1; let a = 0; predict 1 a
          |                               ^ expected a number
      help: put an expression used as an operand in parentheses: (a)

      """),
    BadInput(
      "net 2 1; predict 0",
      """
      test.nn:1:18: error: predict needs 2 inputs, got 1
        1 | net 2 1; predict 0
          |                  ^ the network is 2-1

      """),
    BadInput(
      "net 2 1; predict 0 1 1",
      """
      test.nn:1:22: error: predict needs 2 inputs, got 3
        1 | net 2 1; predict 0 1 1
          |                      ^ the network is 2-1

      """),
    BadInput(
      "net 2 1; predict 0 (0/0)",
      """
      test.nn:1:20: error: expected a finite number, got nan
        1 | net 2 1; predict 0 (0/0)
          |                    ^~~~~

      """),
  ]

  @Test("inputs that do not fit are an error at the wrong operand", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
