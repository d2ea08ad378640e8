import TestSupport
import Testing

@Suite("rate")
struct RateCommandTests {
  @Test("an update is the rate times the gradient; 0 changes nothing")
  func effect() throws {
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; sample 1 : 1; rate 0.25; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 0.5
        0.25

        """)
    #expect(
      try TestSession().run("net 1 1:identity no-bias; set w1 0; sample 1 : 1; rate 0; train 1; print w1")
        == """
        # 1 epoch, 1 update
        loss = 0.5
        0

        """)
  }

  @Test("print rate prints the current rate, rate the one that was set")
  func schedule() throws {
    #expect(
      try TestSession().run("net 2 1; data or; rate 0.8; schedule exponential 0.5; train 2; print rate; rate")
        == """
        # 2 epochs, 8 updates
        loss = 0.0750623
        0.2
        rate 0.8

        """)
  }

  static let faults = [
    BadInput(
      "rate -1",
      """
      test.nn:1:6: error: learning rate must be finite and not negative, got -1
        1 | rate -1
          |      ^~

      """),
    BadInput(
      "rate (1/0)",
      """
      test.nn:1:6: error: learning rate must be finite and not negative, got inf
        1 | rate (1/0)
          |      ^~~~~

      """),
    BadInput(
      "rate fast",
      """
      test.nn:1:6: error: expected a learning rate, found 'fast'
        1 | rate fast
          |      ^~~~
      help: put an expression used as an operand in parentheses: (fast)

      """),
  ]

  @Test("the learning rate must be finite and not negative", arguments: faults)
  func fault(_ bad: BadInput) throws {
    #expect(try TestSession().run(bad.script) == bad.message)
  }
}
