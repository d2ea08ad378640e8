import TestSupport
import Testing

@Suite("dropout")
struct DropoutCommandTests {
  @Test("forward, test and predict use every unit")
  func training() throws {
    #expect(
      try TestSession().run("net 2 1:identity no-bias; set w1 1; set w2 2; dropout i 0.5; predict 1 1")
        == "o1.out = 3\n")
    #expect(
      try TestSession().run("net 2 1:identity no-bias; set w1 1; set w2 2; predict 1 1")
        == "o1.out = 3\n")
  }

  @Test("a probability of 0 drops nothing, and off turns dropout off for every layer")
  func off() throws {
    #expect(
      try TestSession().run(
        "net 2 4 1; dropout i 0.1; dropout h 0.2 high; dropout; dropout h 0; dropout; dropout off; dropout")
          == """
          dropout i 0.1
          dropout h 0.2 high
          dropout i 0.1
          dropout off

          """)
  }

  static let faults = [
    BadInput(
      "net 2 3 1; dropout o 0.5",
      """
      test.nn:1:20: error: 'o' is not a layer with dropout
        1 | net 2 3 1; dropout o 0.5
          |                    ^ one of i, h

      """),
    BadInput(
      "net 2 3 1; dropout h 1",
      """
      test.nn:1:22: error: dropout probability must be at least 0 and below 1, got 1
        1 | net 2 3 1; dropout h 1
          |                      ^

      """),
    BadInput(
      "net 2 3 1; dropout h -0.1",
      """
      test.nn:1:22: error: dropout probability must be at least 0 and below 1, got -0.1
        1 | net 2 3 1; dropout h -0.1
          |                      ^~~~

      """),
    BadInput(
      "net 2 3 1; dropout h 0.5 middle",
      """
      test.nn:1:26: error: unknown option 'middle'
        1 | net 2 3 1; dropout h 0.5 middle
          |                          ^~~~~~ one of low, high

      """),
    BadInput(
      "dropout h 0.5",
      """
      test.nn:1:9: error: there is no network yet
        1 | dropout h 0.5
          |         ^
      help: net 2 4 1

      """),
  ]

  @Test("the layer and the probability are checked", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
